package dev.tocsin.proof.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks of two instances are nearly a day ahead and nearly a day behind: within what a
 * provider's records may lie in the future. Boundaries stay exact, and nothing expires early.
 */
final class ClockScenario implements Scenario {

  private static final String LIBRARY = "libfaketimeMT.so.1";
  private static final String GIVEN = "tocsin.proof.faketime";

  @Override
  public int number() {
    return 14;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String fault() {
    return "the clocks of two instances 23 hours ahead and behind";
  }

  @Override
  public Optional<String> impossible() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of(
            "NOT POSSIBLE HERE: the clock of a process can be moved with libfaketime only; install"
                + " it, or name the library with -D"
                + GIVEN);
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance ahead = trial.installation().instance().start(shifted("+23h"));
    Instance behind = trial.installation().instance().start(shifted("-23h"));
    ahead.awaitReady();
    behind.awaitReady();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    for (int i = 0; i < trial.size(4, 2); i++) {
      trial.work(4_000, 6_000);
      trial.traffic().changeWindow();
      boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      trial.fault(
          busy && trial.outputs().read().hoursOff() > 20, "clocks of instances differ by 46 hours");
    }
  }

  private static Map<String, String> shifted(String by) {
    return Map.of(
        "LD_PRELOAD",
        library().map(Path::toString).orElse(""),
        "FAKETIME",
        by,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Timed waits of the JVM count monotonic time, which is left alone. The library's mend for
        // older C libraries takes them for waits until a date and ends them at once: the process
        // spins instead of waiting.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static Optional<Path> library() {
    String given = System.getProperty(GIVEN);
    return (given != null
            ? List.of(Path.of(given))
            : List.of(
                Path.of("/usr/lib/x86_64-linux-gnu/faketime", LIBRARY),
                Path.of("/usr/lib/aarch64-linux-gnu/faketime", LIBRARY),
                Path.of("/usr/lib/faketime", LIBRARY),
                Path.of("/usr/lib64/faketime", LIBRARY)))
        .stream().filter(Files::exists).findFirst();
  }
}
