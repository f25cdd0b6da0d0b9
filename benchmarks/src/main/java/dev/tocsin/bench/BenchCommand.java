package dev.tocsin.bench;

import dev.tocsin.bench.report.BenchReport;
import dev.tocsin.bench.suite.Series;
import dev.tocsin.cli.Version;
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
        "Measure the detector against its goals and its peers: broker and contenders each in a"
            + " process of their own, in turn, their output checked before their cost counts.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whether the goals were met or not",
      "1:a figure was refused: a contender's output was wrong, or there was too little to measure",
      "2:wrong option, argument or value on the command line",
      "70:a benchmark could not be run to its end; its logs stay, and the message says where",
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
      description = "Log records of each run, at least 10,000; each benchmark has its own default.")
  @Nullable Integer records;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often contenders take turns (default: 3, quick: 1).")
  @Nullable Integer rounds;

  @Option(
      names = "--quick",
      description = "Few records: the shape of the figures in minutes, not the figures.")
  boolean quick;

  @Option(names = "--seed", paramLabel = "N", description = "Of the workload (default: 1).")
  long seed = 1;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "Who takes part in live, besides floor and tocsin (default: everybody).")
  @Nullable List<String> contenders;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the detector's configuration that is not to have its default.")
  Map<String, String> detector = Map.of();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description =
          "An option of the detector's JVM, such as --jvm=-XX:+UseSerialGC; stronger than its"
              + " default. Repeatable.")
  List<String> jvm = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON, too.")
  @Nullable Path json;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Keep data and logs here (default: a temporary directory, deleted at the end).")
  @Nullable Path workDir;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter err = command.commandLine().getErr();
    Path parent = json == null ? null : json.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new picocli.CommandLine.ParameterException(
          command.commandLine(), "--json: there is no directory " + parent);
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
