package dev.tocsin.ops.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.topics.PlannedTopic.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The topics of the contracts with their configured settings.
 *
 * <p>All have timestamps of the broker (LogAppendTime). Providers write logs weeks late with
 * timestamps of their own; with CreateTime a broker would delete such records before Tocsin reads
 * them, and a timestamp in the future would keep a whole segment from being deleted.
 */
public final class TopicPlan {

  /** Bounds the time until the cleaner removes erased records from the log. */
  private static final Duration MAX_COMPACTION_LAG = Duration.ofDays(7);

  private static final int IN_SYNC_FROM_REPLICATION = 3;

  private final TocsinConfig config;

  private TopicPlan(TocsinConfig config) {
    this.config = config;
  }

  /** The plan: inputs first, then outputs. */
  public static List<PlannedTopic> of(TocsinConfig config) {
    return new TopicPlan(config).topics();
  }

  private List<PlannedTopic> topics() {
    TopicNames names = config.topics();
    List<PlannedTopic> topics = new ArrayList<>();
    for (String name : names.messageLogs(config.providers())) {
      topics.add(
          topic(
              name,
              Use.INPUT,
              config.partitions(),
              true,
              deleted(TopicKeys.MESSAGE_LOG_RETENTION)));
    }
    topics.add(topic(names.account(), Use.INPUT, config.partitions(), false, tombstones()));
    topics.add(topic(names.window(), Use.CONTROL, 1, true, large(tombstones())));
    topics.add(output(names.exposedRecord(), large(deleted(TopicKeys.RECORD_RETENTION))));
    topics.add(output(names.notification(), large(latestFor(TopicKeys.NOTIFICATION_RETENTION))));
    topics.add(output(names.incident(), large(compacted())));
    topics.add(output(names.deadLetter(), large(deleted(TopicKeys.DEAD_LETTER_RETENTION))));
    return List.copyOf(topics);
  }

  private PlannedTopic output(String name, SortedMap<String, String> configs) {
    return topic(name, Use.OUTPUT, config.partitions(), false, configs);
  }

  private PlannedTopic topic(
      String name, Use use, int partitions, boolean pinned, SortedMap<String, String> configs) {
    int replication = config.number(TopicKeys.REPLICATION_FACTOR);
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    // Keep the producer's compression, to save CPU time of the broker.
    configs.put(COMPRESSION_TYPE_CONFIG, "producer");
    if (replication >= IN_SYNC_FROM_REPLICATION) {
      configs.put(MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new PlannedTopic(name, use, partitions, pinned, replication, configs);
  }

  private SortedMap<String, String> deleted(String retentionKey) {
    SortedMap<String, String> configs = new TreeMap<>();
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
    configs.put(RETENTION_MS_CONFIG, millis(retentionKey));
    configs.put(RETENTION_BYTES_CONFIG, "-1");
    return configs;
  }

  private SortedMap<String, String> compacted() {
    SortedMap<String, String> configs = new TreeMap<>();
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
    configs.put(MAX_COMPACTION_LAG_MS_CONFIG, String.valueOf(MAX_COMPACTION_LAG.toMillis()));
    return configs;
  }

  private SortedMap<String, String> tombstones() {
    SortedMap<String, String> configs = compacted();
    configs.put(DELETE_RETENTION_MS_CONFIG, millis(TopicKeys.TOMBSTONE_RETENTION));
    return configs;
  }

  private SortedMap<String, String> latestFor(String retentionKey) {
    SortedMap<String, String> configs = compacted();
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
    configs.put(RETENTION_MS_CONFIG, millis(retentionKey));
    configs.put(RETENTION_BYTES_CONFIG, "-1");
    return configs;
  }

  private SortedMap<String, String> large(SortedMap<String, String> configs) {
    configs.put(
        MAX_MESSAGE_BYTES_CONFIG, String.valueOf(config.number(TopicKeys.RECORD_MAX_BYTES)));
    return configs;
  }

  private String millis(String key) {
    return String.valueOf(config.duration(key).toMillis());
  }
}
