package dev.tocsin.topology;

import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.naming.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that tests of the topology's classes use. */
public final class TestSettings {

  private TestSettings() {}

  public static TopologySettings get() {
    return new TopologySettings(
        new TopicNames("t."),
        List.of("duo", "other"),
        1,
        Duration.ofDays(400),
        Duration.ofDays(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        100,
        1 << 21,
        1 << 20,
        1000,
        new BlockLimits(20, 1 << 18),
        20_000,
        new TreeMap<>(Map.of("gdpr-art-33", Duration.ofHours(72))));
  }
}
