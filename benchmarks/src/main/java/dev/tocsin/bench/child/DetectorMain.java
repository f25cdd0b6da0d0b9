package dev.tocsin.bench.child;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.Detector;
import dev.tocsin.testkit.ChildMain;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The real detector, configured by its own keys. */
public final class DetectorMain {

  private static final Duration LONGEST_START = Duration.ofMinutes(10);

  private DetectorMain() {}

  /**
   * Runs until the parent ends it, and then stops as it does on SIGTERM.
   *
   * @param args Tocsin's configuration, {@code key=value} each
   */
  public static void main(String[] args) throws InterruptedException, TimeoutException {
    TocsinConfig config = TocsinConfig.load(Sources.of(Arguments.parse(args).values()));
    Detector detector = Detector.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(detector::close, "detector-stop"));
    ChildMain.signal("started", "metrics=" + detector.metricsUrl());
    detector.awaitReady(LONGEST_START);
    ChildMain.signal("ready");
    Thread.currentThread().join();
  }
}
