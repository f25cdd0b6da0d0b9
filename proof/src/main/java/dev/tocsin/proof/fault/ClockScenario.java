package dev.tocsin.proof.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks of two instances are nearly a day fast and nearly a day slow, which is within
 * event.time.future.tolerance. Boundaries stay exact, and nothing expires early.
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
    return "the clocks of two instances 23 hours fast and slow";
  }

  @Override
  public Optional<String> impossible() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of(
            "NOT RUN: needs libfaketime to change the clock of a process; install it, or name the"
                + " library with -D"
                + GIVEN);
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance ahead = run.installation().instance().start(shifted("+23h"));
    Instance behind = run.installation().instance().start(shifted("-23h"));
    ahead.awaitReady();
    behind.awaitReady();
    run.startInputs();
    for (int i = 0; i < run.size(4, 2); i++) {
      run.work(4_000, 6_000);
      run.inputs().changeWindow();
      boolean busy = run.busy();
      run.fault(
          busy && run.outputs().read().hoursOff() > 20, "clocks of instances differ by 46 hours");
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
        // Timed waits of the JVM use monotonic time, which is not changed. The library's workaround
        // for older C libraries takes them for waits until a date and ends them at once, so that
        // the process spins.
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
