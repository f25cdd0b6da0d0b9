package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.DetectorSettings;
import dev.tocsin.bench.cluster.InputFeed;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.ContenderOutput;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.bench.workload.Coding;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import dev.tocsin.testkit.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One contender works off a backlog of the whole workload, from a cold start. What it writes is
 * checked before a figure counts.
 */
final class Drain {

  private static final Duration OUTPUT = Duration.ofSeconds(60);

  private final Arena arena;
  private final List<WorkloadWindow> windows;

  Drain(Arena arena, List<WorkloadWindow> windows) {
    this.arena = arena;
    this.windows = windows;
  }

  /**
   * Runs it. Windows are there before the records. The detector has digested them, and its
   * accounts, in an earlier life, so that what those cost is not taken for the cost of records; the
   * others have two windows and no accounts.
   */
  ProgressCurve run(Contender contender) throws InterruptedException {
    return run(contender, Coding.AVRO, List.of());
  }

  /**
   * The same.
   *
   * @param coding of the log records; only the detector reads another than Avro
   * @param options of the JVM that is measured
   */
  ProgressCurve run(Contender contender, Coding coding, List<String> options)
      throws InterruptedException {
    Map<String, String> settings = DetectorSettings.of(coding);
    try (RunScope run = arena.cluster().newRun(contender.label());
        InputFeed feed = new InputFeed(run, coding)) {
      feed.windows(windows);
      if (contender == Contender.TOCSIN) {
        feed.accounts();
        try (ChildProcess child = contender.start(run, settings)) {
          ContenderWatch.untilIdle(child, run);
        }
      }
      return measure(contender, settings, options, run, feed);
    }
  }

  private ProgressCurve measure(
      Contender contender,
      Map<String, String> settings,
      List<String> options,
      RunScope run,
      InputFeed feed)
      throws InterruptedException {
    Workload workload = arena.workload();
    feed.logs(workload, 0, workload.pushes());
    try (ChildProcess child = contender.start(run, settings, options);
        ContenderOutput output = new ContenderOutput(contender, run)) {
      ProgressCurve curve = ContenderWatch.untilCommitted(child, run, workload.pushes());
      if (contender == Contender.FLOOR) {
        output.verifyCopy(feed, workload.pushes(), OUTPUT);
      } else {
        output.verify(Truth.of(workload, 0, workload.pushes(), windows), OUTPUT);
      }
      return curve;
    }
  }
}
