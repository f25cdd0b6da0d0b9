package dev.tocsin.proof.fault;

import dev.tocsin.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets real processes fail under load and compares what stands afterwards. */
@Command(
    name = "faults",
    description = {
      "Start a broker, a registry and detectors as processes of their own, let inputs flow, and kill,"
          + " freeze, starve and mislead them, as a seed says. What stands afterwards must be what a"
          + " batch in SQL over the same inputs says; nothing may be told twice; no transaction may"
          + " stay open; and each fault must have hit the detector at work.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all held",
      "1:a difference, or a fault that hit nothing; seeds and the place of the logs are printed",
      "2:wrong option or value on the command line",
      "70:could not run",
      "130:interrupted",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin prove faults --list",
      "  tocsin prove faults --scenario 1,4",
      "  tocsin prove faults --minutes 120    all of them again and again, with new seeds"
    })
public final class FaultsCommand implements Callable<Integer> {

  static final int DIFFERENCE = 1;
  static final int CANNOT_RUN = 70;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "N",
      split = ",",
      description = "Which ones, by number (default: all).")
  List<Integer> numbers = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the first run; each further one has the next (default: random).")
  @Nullable Long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "Run the scenarios once, small, and then again and again until the time is up (default:"
              + " each once).")
  @Nullable Integer minutes;

  @Option(
      names = "--small",
      description = "Fewer faults and records: half a minute to a minute for each scenario.")
  boolean small;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Where states and logs go (default: a new temporary directory).")
  @Nullable Path workDir;

  @Option(names = "--list", description = "Say what there is, and end.")
  boolean list;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Scenario> scenarios = chosen();
    if (list) {
      scenarios.forEach(s -> out.printf("%3d  %-12s %s%n", s.number(), s.name(), s.fault()));
      out.flush();
      return 0;
    }
    long first = seed == null ? System.nanoTime() >>> 20 : seed;
    Path directory = directory();
    err.printf("faults: seed %d, working in %s%n", first, directory);
    err.flush();
    // What the clients here complain about while a broker is away is the point of it.
    Configurator.setLevel("org.apache.kafka", Level.OFF);
    List<Result> results = new ArrayList<>();
    try (Session session = new Session(directory)) {
      try {
        session.ground().stack().start();
        all(session, scenarios, first, results, err);
      } catch (CannotRunException e) {
        err.println("tocsin prove faults: " + e.getMessage());
        err.flush();
        session.keep();
        FaultReport.print(out, results);
        return CANNOT_RUN;
      }
      boolean held = results.stream().allMatch(Result::held);
      if (!held) {
        out.println("Logs and differences are kept in " + directory);
      }
      FaultReport.print(out, results);
      return held ? 0 : DIFFERENCE;
    }
  }

  private void all(
      Session session, List<Scenario> scenarios, long first, List<Result> results, PrintWriter err)
      throws Exception {
    // A loop begins small and goes round once, so that one of a few minutes has been everywhere.
    boolean around = false;
    Run run = new Run(session.ground(), small || minutes != null, err);
    long next = first;
    long until = System.nanoTime() + Duration.ofMinutes(minutes == null ? 0 : minutes).toNanos();
    do {
      for (Scenario scenario : scenarios) {
        if (around && System.nanoTime() > until) {
          return;
        }
        Result result = run.once(scenario, next++);
        results.add(result);
        if (!result.held()) {
          session.keep();
        }
      }
      run = new Run(session.ground(), small, err);
      around = true;
    } while (System.nanoTime() < until);
  }

  private List<Scenario> chosen() {
    if (minutes != null && minutes < 1) {
      throw wrong("--minutes takes 1 or more, not " + minutes);
    }
    if (numbers.isEmpty()) {
      return Scenarios.all();
    }
    return numbers.stream()
        .map(
            number ->
                Scenarios.numbered(number)
                    .orElseThrow(
                        () -> wrong("there is no scenario " + number + "; --list tells which")))
        .toList();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
  }

  private Path directory() {
    try {
      return workDir == null
          ? Files.createTempDirectory("tocsin-faults-")
          : Files.createTempDirectory(Files.createDirectories(workDir.toAbsolutePath()), "faults-");
    } catch (IOException e) {
      throw wrong(
          "the working directory cannot be made: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage());
    }
  }
}
