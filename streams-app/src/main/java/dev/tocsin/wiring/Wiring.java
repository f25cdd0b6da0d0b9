package dev.tocsin.wiring;

import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.ConfigurationException;
import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.ProviderFeed;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.ingest.format.LogFormats;
import dev.tocsin.ingest.live.LiveFeed;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.NativeLogs;
import dev.tocsin.topology.lastresort.LastResort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds the parts of the detector from a {@link TocsinConfig}. */
public final class Wiring {

  /** The records that Tocsin derives from an input record are at most this many times its size. */
  private static final int INTAKE_SHARE = 4;

  private Wiring() {}

  /** The settings of the topology. */
  public static TopologySettings topology(TocsinConfig config) {
    int recordMaxBytes = config.number(TopicKeys.RECORD_MAX_BYTES);
    return new TopologySettings(
        config.topics(),
        config.providers(),
        config.partitions(),
        config.duration(DetectionKeys.HISTORY_HORIZON),
        config.duration(DetectionKeys.EVENT_TIME_FUTURE_TOLERANCE),
        config.duration(DetectionKeys.NOTIFICATION_INTERVAL),
        config.duration(DetectionKeys.SCAN_BUDGET),
        config.number(DetectionKeys.WINDOW_MAX_ACCOUNTS),
        intakeMaxBytes(config),
        deadLetterMaxBytes(config),
        config.number(DetectionKeys.PARKED_MAX_RECORDS),
        new BlockLimits(
            config.number(DetectionKeys.HISTORY_BLOCK_RECORDS),
            Math.toIntExact(recordMaxBytes * 3L / 4)),
        config.number(DetectionKeys.HISTORY_BUFFER_BYTES),
        config.deadlines());
  }

  /**
   * New serdes of the contracts and of the providers' own formats; the caller closes them.
   *
   * @throws ConfigurationException when the configured class cannot be used
   */
  public static EventSerdes serdes(TocsinConfig config) {
    String className = config.serdeClass();
    try {
      return EventSerdes.create(className, config.registryProps(), nativeLogs(config));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          List.of(
              "key '%s' (%s): cannot use class '%s': %s"
                  .formatted(
                      ClusterKeys.AVRO_SERDE,
                      config.origin(ClusterKeys.AVRO_SERDE).describe(),
                      className,
                      e.getMessage())));
    }
  }

  /** For {@code KafkaStreams}, with the exception handlers. Contains secrets. */
  public static Map<String, Object> streamsProps(TocsinConfig config) {
    Map<String, Object> props =
        new HashMap<>(
            LastResort.handlers(config.topics().deadLetter(), deadLetterMaxBytes(config)));
    props.putAll(config.streamsProps());
    return props;
  }

  private static int intakeMaxBytes(TocsinConfig config) {
    return config.number(TopicKeys.RECORD_MAX_BYTES) / INTAKE_SHARE;
  }

  /** A dead letter has three parts of this size at most, so it fits into a record. */
  private static int deadLetterMaxBytes(TocsinConfig config) {
    return Math.min(config.number(DetectionKeys.DEAD_LETTER_MAX_BYTES), intakeMaxBytes(config));
  }

  /** The properties of {@code KafkaStreams} with all keys at their defaults. */
  public static Map<String, Object> defaultStreamsProps() {
    return streamsProps(TocsinConfig.load(Sources.of(Map.of())));
  }

  private static Map<String, NativeLogs> nativeLogs(TocsinConfig config) {
    return config.nativeFeeds().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, feed -> liveFeed(feed.getKey(), feed.getValue())));
  }

  private static NativeLogs liveFeed(String provider, ProviderFeed feed) {
    return new LiveFeed(
        LogFormats.byId(feed.format()).orElseThrow(),
        provider,
        feed.account(),
        feed.accounts(),
        feed.zone());
  }
}
