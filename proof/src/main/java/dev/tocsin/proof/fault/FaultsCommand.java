package dev.tocsin.proof.fault;

import dev.tocsin.testkit.ChildProcessException;
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

/** Has real processes fail under load and compares the outputs afterwards. */
@Command(
    name = "faults",
    description = {
      "Start a broker, a registry and detectors as processes, send inputs, and kill, freeze and"
          + " starve the processes at times that a seed decides. Afterwards the outputs in effect"
          + " must be those that an SQL query computes from the same inputs, nothing may have been"
          + " sent twice, no transaction may be open, and a fault must have hit a detector at work.",
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all guarantees held",
      "1:a difference, or no fault hit a detector at work; seeds and the log directory are printed",
      "2:unknown option or invalid value",
      "70:a scenario cannot run",
      "130:interrupted",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin prove faults --list",
      "  tocsin prove faults --scenario 1,4",
      "  tocsin prove faults --minutes 120    repeat all scenarios with new seeds"
    })
public final class FaultsCommand implements Callable<Integer> {

  static final int DIFFERENCE = 1;
  static final int CANNOT_RUN = 70;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "N",
      split = ",",
      description = "Scenarios to run, by number (default: all).")
  List<Integer> numbers = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the first run; each further run has the next seed (default: random).")
  @Nullable Long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "Run each scenario once with --small, then repeat all until the time is over (default:"
              + " each scenario once).")
  @Nullable Integer minutes;

  @Option(
      names = "--small",
      description = "Fewer faults and records: half a minute to a minute for each scenario.")
  boolean small;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Directory for states and logs (default: a new temporary directory).")
  @Nullable Path workDir;

  @Option(names = "--list", description = "List the scenarios and exit.")
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
    // The clients here log errors during the outages that a scenario causes.
    Configurator.setLevel("org.apache.kafka", Level.OFF);
    List<FaultResult> results = new ArrayList<>();
    try (Testbed testbed = new Testbed(directory).temporary()) {
      try {
        testbed.stack().start();
        all(testbed, scenarios, first, results, err);
      } catch (CannotRunException | ChildProcessException e) {
        err.println("tocsin prove faults: " + e.getMessage());
        err.flush();
        testbed.keep();
        FaultReport.print(out, results);
        return CANNOT_RUN;
      }
      boolean held = results.stream().allMatch(FaultResult::held);
      if (!held) {
        out.println("Logs and differences are in " + directory);
      }
      FaultReport.print(out, results);
      return held ? 0 : DIFFERENCE;
    }
  }

  private void all(
      Testbed testbed,
      List<Scenario> scenarios,
      long first,
      List<FaultResult> results,
      PrintWriter err)
      throws Exception {
    // The first round runs each scenario, with few faults, also when there are few minutes.
    boolean firstRound = true;
    long next = first;
    long until = System.nanoTime() + Duration.ofMinutes(minutes == null ? 0 : minutes).toNanos();
    do {
      for (Scenario scenario : scenarios) {
        if (!firstRound && System.nanoTime() > until) {
          return;
        }
        FaultResult result =
            FaultRun.run(scenario, next++, small || (firstRound && minutes != null), testbed, err);
        results.add(result);
        if (!result.held()) {
          testbed.keep();
        }
      }
      firstRound = false;
    } while (System.nanoTime() < until);
  }

  private List<Scenario> chosen() {
    if (minutes != null && minutes < 1) {
      throw wrong("--minutes must be 1 or more, not " + minutes);
    }
    if (numbers.isEmpty()) {
      return Scenarios.all();
    }
    return numbers.stream()
        .map(
            number ->
                Scenarios.numbered(number)
                    .orElseThrow(
                        () -> wrong("there is no scenario " + number + "; --list prints all")))
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
          "the working directory cannot be created: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage());
    }
  }
}
