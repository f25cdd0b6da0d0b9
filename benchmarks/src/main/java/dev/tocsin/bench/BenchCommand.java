package dev.tocsin.bench;

import dev.tocsin.bench.report.BenchReport;
import dev.tocsin.bench.suite.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
    name = "tocsin bench",
    description =
        "Measure the detector against its goals and other implementations. The broker and each"
            + " contender run in processes of their own, one after the other; outputs are checked"
            + " before a figure counts.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whether or not the goals were met",
      "1:a figure was refused: an output was wrong, or there were too few records to measure",
      "2:unknown option or invalid value",
      "70:a benchmark failed; the message names the directory of its logs",
      "130:interrupted",
    })
final class BenchCommand implements Callable<Integer> {

  static final int REFUSED = 1;

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "BENCHMARK",
      description = "${COMPLETION-CANDIDATES}",
      completionCandidates = Series.Names.class)
  List<String> benchmarks = List.of();

  @Option(
      names = "--records",
      paramLabel = "N",
      description =
          "Log records for each run, at least 10,000; each benchmark has its own default.")
  @Nullable Integer records;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of runs of each contender (default: 3, with --quick: 1).")
  @Nullable Integer rounds;

  @Option(names = "--quick", description = "Few records: rough figures within minutes.")
  boolean quick;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the workload (default: 1).")
  long seed = 1;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "Contenders of live besides floor and tocsin (default: all).")
  @Nullable List<String> contenders;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the detector.")
  Map<String, String> detector = Map.of();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description =
          "An option of the detector's JVM, such as --jvm=-XX:+UseSerialGC; overrides the default."
              + " Repeatable.")
  List<String> jvm = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures as JSON to this file.")
  @Nullable Path json;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Directory that keeps data and logs (default: a temporary one, deleted at the end).")
  @Nullable Path workDir;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter err = command.commandLine().getErr();
    Path parent = json == null ? null : json.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new picocli.CommandLine.ParameterException(
          command.commandLine(), "--json: no such directory: " + parent);
    }
    Series series;
    try {
      series =
          new Series(
              benchmarks,
              new Series.Options(records, rounds, quick, seed, contenders, detector, jvm, workDir));
    } catch (IllegalArgumentException e) {
      throw new picocli.CommandLine.ParameterException(command.commandLine(), e.getMessage(), e);
    }
    BenchReport report = series.run(err);
    PrintWriter out = command.commandLine().getOut();
    out.print(report.table());
    out.flush();
    Path file = json;
    if (file != null) {
      report.write(file);
    }
    return report.refusals().isEmpty() ? 0 : REFUSED;
  }
}
