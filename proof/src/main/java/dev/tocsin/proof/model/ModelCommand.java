package dev.tocsin.proof.model;

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

/** Runs random stories through the detector's tasks, in random orders. */
@Command(
    name = "model",
    description = {
      "Run random stories through the tasks of the detector, one record at a time. A seed decides"
          + " the order, and when tasks die, restart and move. At the end, the outputs in effect must"
          + " be those that an SQL query computes from the same inputs.",
      "Stops at the first story with a difference and reduces it to the inputs that matter."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no difference in any story",
      "1:a difference; its seed and the smallest story found are printed",
      "2:unknown option or invalid value",
      "130:interrupted",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin prove model --cases 10000",
      "  tocsin prove model --seed 4711 --cases 1    run one story again"
    })
public final class ModelCommand implements Callable<Integer> {

  static final int DIFFERENCE = 1;

  private static final int REPORT_EVERY = 1_000;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description = "Number of stories, 1 or more (default: ${DEFAULT-VALUE}).")
  int cases = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Seed of the first story; each further story has the next seed (default: random).")
  @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stories at the same time, 1 or more (default: one for each processor).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (cases < 1 || threads < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--cases and --threads must be 1 or more, not %d and %d".formatted(cases, threads));
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    long first = seed == null ? System.nanoTime() >>> 16 : seed;
    err.printf("model: seed %d, %,d stories, %d at the same time%n", first, cases, threads);
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
        "%,d stories from seed %d: %,d inputs, %,d faults (a task died, restarted or moved), %,d"
            + " output lines compared, %s, %d s%n",
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
    out.printf("Seed %d ends otherwise than expected:%n", failure.seed());
    failure.outcome().differences().forEach(line -> out.println("  " + line));
    Case smallest = failure.smallest();
    out.printf("The smallest story found with a difference (%s):%n", smallest.shape());
    smallest.story().windows().forEach(step -> out.println("  window " + step));
    smallest.story().accounts().forEach(step -> out.println("  account " + step));
    smallest.story().pushes().forEach(push -> out.println("  push " + push));
    smallest.story().providers().forEach(provider -> out.println("  provider " + provider));
    out.println("Its differences:");
    failure.smallestOutcome().differences().forEach(line -> out.println("  " + line));
    out.printf("Run it again: tocsin prove model --seed %d --cases 1%n", failure.seed());
  }
}
