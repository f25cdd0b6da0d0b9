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

/** Finds a topic before it is used, so that what is wrong can be said in seconds and in words. */
final class TopicLookup {

  /** Long enough for a busy cluster, short enough for somebody who waits at a prompt. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private TopicLookup() {}

  /**
   * The partitions of a topic, once the leader of each answers. A partition that is still on its
   * way after its creation would refuse an idempotent producer's first batches and take later ones,
   * and never take the first again (KAFKA-15591, mended in Kafka 4.5).
   *
   * @throws CliException when the cluster does not answer or has no such topic
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
        // The client's own says that some topic may not be seen, and not which.
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

  /** The partitions of a topic, none when the cluster has no such topic. */
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

  /** Where each partition ends, records of open transactions included. */
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
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** The cluster, or what is needed of it for a topic, does not answer. */
  static CliException unreachable(TocsinConfig config, String topic, Throwable cause) {
    return Brokers.silent(config, " (topic '" + topic + "')", cause);
  }

  private static CliException missing(TocsinConfig config, String topic, Throwable cause) {
    return new CliException(
        ExitCodes.CONFIG,
        "Kafka at "
            + brokers(config)
            + " has no topic '"
            + topic
            + "'; create it with 'tocsin topics create', or check topic.prefix",
        cause);
  }

  private static String brokers(TocsinConfig config) {
    return String.join(",", config.bootstrapServers());
  }
}
