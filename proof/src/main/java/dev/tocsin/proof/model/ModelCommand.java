package dev.tocsin.proof.model;

import dev.tocsin.cli.Version;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells random stories to the detector's tasks, in random orders. */
@Command(
    name = "model",
    description = {
      "Tell random stories to the detector's tasks, one record at a time, in an order that a seed"
          + " chooses: between tasks only what Kafka promises holds, and tasks die, restart and"
          + " move. What stands at the end must be what a batch in SQL over the same inputs says.",
      "Stops at the first story that ends otherwise, and leaves out of it what is not needed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every story ended as it must",
      "1:one did not; its seed and the smallest story found are printed",
      "2:wrong option or value on the command line",
      "130:interrupted",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin prove model --cases 10000",
      "  tocsin prove model --seed 4711 --cases 1    one story again"
    })
public final class ModelCommand implements Callable<Integer> {

  static final int DIFFERENCE = 1;

  private static final int REPORT_EVERY = 1_000;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description = "How many stories, 1 or more (default: ${DEFAULT-VALUE}).")
  int cases = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the first story; the next one has the next seed (default: random).")
  @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many stories at once, 1 or more (default: one a processor).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (cases < 1 || threads < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--cases and --threads take 1 or more, not %d and %d".formatted(cases, threads));
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    long first = seed == null ? System.nanoTime() >>> 16 : seed;
    err.printf("model: seed %d, %,d stories, %d at once%n", first, cases, threads);
    err.flush();
    long began = System.nanoTime();
    ModelProof.Result result =
        new ModelProof(first, cases, threads, done -> report(err, done)).run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    ModelProof.Failure failure = result.failure();
    if (failure != null) {
      print(out, failure);
    }
    out.printf(
        "%,d stories from seed %d: %,d inputs, %,d times a task died, restarted or moved, %,d lines"
            + " compared, %s, %d s%n",
        result.cases(),
        first,
        result.inputs(),
        result.disturbances(),
        result.lines(),
        failure == null ? "no difference" : "A DIFFERENCE",
        took.toSeconds());
    out.flush();
    return failure == null ? 0 : DIFFERENCE;
  }

  private static void report(PrintWriter err, int done) {
    if (done % REPORT_EVERY == 0) {
      err.printf("model: %,d stories%n", done);
      err.flush();
    }
  }

  private static void print(PrintWriter out, ModelProof.Failure failure) {
    out.printf("Seed %d ends otherwise than it must:%n", failure.seed());
    failure.outcome().differences().forEach(line -> out.println("  " + line));
    Case smallest = failure.smallest();
    out.printf("The smallest story found that does (%s):%n", smallest.shape());
    smallest.story().windows().forEach(step -> out.println("  window " + step));
    smallest.story().accounts().forEach(step -> out.println("  account " + step));
    smallest.story().pushes().forEach(push -> out.println("  push " + push));
    smallest.story().providers().forEach(provider -> out.println("  provider " + provider));
    out.println("ends with:");
    failure.smallestOutcome().differences().forEach(line -> out.println("  " + line));
    out.printf("Again: tocsin prove model --seed %d --cases 1%n", failure.seed());
  }
}
