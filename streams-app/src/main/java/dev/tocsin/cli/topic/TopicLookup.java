package dev.tocsin.cli.topic;

import dev.tocsin.cli.Brokers;
import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up a topic before use, so that a missing one fails fast and with a clear message. */
final class TopicLookup {

  /** Long enough for a busy cluster, short enough for an interactive command. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private TopicLookup() {}

  /**
   * The partitions of a topic, once the leader of each answers. A newly created partition may
   * reject the first batches of an idempotent producer and accept later ones, and then rejects the
   * first for good (KAFKA-15591, fixed in Kafka 4.5).
   *
   * @throws CliException if Kafka cannot be reached or the topic does not exist
   */
  static List<TopicPartition> partitions(TocsinConfig config, String topic)
      throws InterruptedException {
    try (Admin admin = AdminClients.open(config)) {
      List<TopicPartition> partitions =
          get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
              .flatMap(description -> description.partitions().stream())
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
      get(admin.listOffsets(ends).all());
      return partitions;
    } catch (java.util.concurrent.TimeoutException e) {
      throw unreachable(config, topic, e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case UnknownTopicOrPartitionException missing -> missing(config, topic, missing);
        // The client's own exception does not name the topic.
        case TopicAuthorizationException denied -> named(topic, denied);
        case TimeoutException timeout -> unreachable(config, topic, timeout);
        case RuntimeException other -> other;
        case null, default -> new IllegalStateException("describing topic " + topic, e);
      };
    }
  }

  private static TopicAuthorizationException named(
      String topic, TopicAuthorizationException nameless) {
    TopicAuthorizationException named = new TopicAuthorizationException(Set.of(topic));
    named.initCause(nameless);
    return named;
  }

  /** The partitions of a topic, none if the topic does not exist. */
  static List<TopicPartition> partitionsIfAny(TocsinConfig config, String topic)
      throws InterruptedException {
    try {
      return partitions(config, topic);
    } catch (CliException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw e;
    }
  }

  /** The end offset of each partition, including records of open transactions. */
  static Map<TopicPartition, Long> written(
      TocsinConfig config, String topic, List<TopicPartition> partitions)
      throws InterruptedException {
    try (Admin admin = AdminClients.open(config)) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      get(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all())
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (java.util.concurrent.TimeoutException e) {
      throw unreachable(config, topic, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException other
          ? other
          : new IllegalStateException("finding the end of topic " + topic, e);
    }
  }

  private static <T> T get(KafkaFuture<T> answer)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Kafka cannot be reached, or not the brokers of a topic. */
  static CliException unreachable(TocsinConfig config, String topic, Throwable cause) {
    return Brokers.unreachable(config, " (topic '" + topic + "')", cause);
  }

  private static CliException missing(TocsinConfig config, String topic, Throwable cause) {
    return new CliException(
        ExitCodes.CONFIG,
        "Kafka at "
            + brokers(config)
            + " has no topic '"
            + topic
            + "'; create it with 'tocsin topics create', or correct topic.prefix",
        cause);
  }

  private static String brokers(TocsinConfig config) {
    return String.join(",", config.bootstrapServers());
  }
}
