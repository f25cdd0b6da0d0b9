package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What the cluster says of an installation from outside: offsets and transactions. */
final class Probe implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Admin admin;
  private final String name;
  private final List<String> logs;
  private final List<String> inputs;

  Probe(TocsinConfig config) {
    Map<String, Object> props = new HashMap<>(config.adminProps());
    admin = Admin.create(props);
    name = config.applicationId();
    logs = config.topics().messageLogs(config.providers());
    inputs = new ArrayList<>(logs);
    inputs.add(config.topics().account());
    inputs.add(config.topics().window());
  }

  /** What the group has committed of the message logs. */
  Map<TopicPartition, Long> committedLogs() throws Exception {
    return committed(logs);
  }

  private Map<TopicPartition, Long> committed(List<String> topics) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> all =
        get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (TopicPartition partition : partitions(topics)) {
      OffsetAndMetadata offset = all.get(partition);
      committed.put(partition, offset == null ? 0 : offset.offset());
    }
    return committed;
  }

  /** Records of the input topics that the group has not committed. */
  long inputLag() throws Exception {
    Map<TopicPartition, Long> committed = committed(inputs);
    Map<TopicPartition, Long> ends = ends(committed.keySet(), IsolationLevel.READ_COMMITTED);
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  /** How many records the input topics hold. */
  long inputRecords() throws Exception {
    long records = 0;
    for (String topic : inputs) {
      records += everWritten(topic);
    }
    return records;
  }

  /**
   * Waits until every partition of the message logs was committed beyond an earlier state. Records
   * must be flowing.
   *
   * @return how long it took
   * @throws BrokenPromiseException when it took too long
   */
  Duration awaitProgress(Map<TopicPartition, Long> before, Duration bound) throws Exception {
    try {
      return Await.until(
          bound,
          () -> {
            try {
              return progressed(before);
            } catch (ExecutionException | TimeoutException e) {
              return false;
            }
          });
    } catch (Await.BoundReachedException e) {
      throw new BrokenPromiseException(
          "no committed progress on every partition within " + bound.toSeconds() + " s");
    }
  }

  /**
   * Waits until all that lies in the message logs now is committed.
   *
   * @return how long it took
   * @throws BrokenPromiseException when it took too long
   */
  Duration awaitCommitted(Duration bound) throws Exception {
    Map<TopicPartition, Long> ends = ends(partitions(logs), IsolationLevel.READ_COMMITTED);
    try {
      return Await.until(
          bound,
          () -> {
            Map<TopicPartition, Long> now = committedLogs();
            return ends.entrySet().stream()
                .allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
          });
    } catch (Await.BoundReachedException e) {
      throw new BrokenPromiseException(
          "what lay in the logs was not committed within " + bound.toSeconds() + " s");
    }
  }

  /** Whether every partition of the message logs was committed beyond an earlier state. */
  boolean progressed(Map<TopicPartition, Long> before) throws Exception {
    Map<TopicPartition, Long> now = committedLogs();
    return before.entrySet().stream()
        .allMatch(was -> now.getOrDefault(was.getKey(), 0L) > was.getValue());
  }

  /**
   * Transactions that are open and not being ended.
   *
   * @param processId of the instance; empty for all of the installation
   */
  List<TransactionListing> ongoing(String processId) throws Exception {
    return get(admin.listTransactions().all()).stream()
        .filter(t -> t.state() == TransactionState.ONGOING)
        .filter(t -> t.transactionalId().startsWith(name + "-"))
        .filter(t -> t.transactionalId().contains(processId))
        .toList();
  }

  /** How a transactional id stands. */
  TransactionDescription describe(String transactionalId) throws Exception {
    return get(admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
  }

  /** Partitions with records that no committed reader sees yet; first hidden offset and end. */
  Map<TopicPartition, long[]> hidden() throws Exception {
    Collection<TopicPartition> all =
        partitions(
            get(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(name + ".") || topic.startsWith(name + "-"))
                .toList());
    Map<TopicPartition, Long> stable = ends(all, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> last = ends(all, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, long[]> hidden =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    last.forEach(
        (partition, end) -> {
          long from = stable.getOrDefault(partition, end);
          if (from < end) {
            hidden.put(partition, new long[] {from, end});
          }
        });
    return hidden;
  }

  /** Committed ends of topics, summed. */
  long committedEnd(List<String> topics) throws Exception {
    return ends(partitions(topics), IsolationLevel.READ_COMMITTED).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private Map<TopicPartition, Long> ends(
      Collection<TopicPartition> partitions, IsolationLevel isolation) throws Exception {
    Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
    partitions.forEach(partition -> ask.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(ask, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Collection<TopicPartition> partitions(List<String> topics) throws Exception {
    List<TopicPartition> partitions = new ArrayList<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(topic, p.partition()))));
    return partitions;
  }

  /** Changes settings of a topic. */
  void alter(String topic, Map<String, String> settings) throws Exception {
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    get(
        admin
            .incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
            .all());
  }

  /** How many records a topic was given, whether they still lie in it or not. */
  long everWritten(String topic) throws Exception {
    return ends(partitions(List.of(topic)), IsolationLevel.READ_UNCOMMITTED).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  Admin admin() {
    return admin;
  }

  static <T> T get(KafkaFuture<T> future) throws Exception {
    return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
