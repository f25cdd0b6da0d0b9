package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.health.Intervals;
import java.time.Duration;

/** Starts detectors that are monitored at short intervals, so that tests need not wait for them. */
public final class Detectors {

  static final Intervals SHORT =
      new Intervals(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  private Detectors() {}

  public static Detector start(TocsinConfig config) {
    return Detector.start(config, SHORT);
  }
}
