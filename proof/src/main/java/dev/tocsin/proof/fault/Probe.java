package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.testkit.GroupProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The offsets and transactions of an installation, as the cluster knows them. */
final class Probe implements AutoCloseable {

  private final Admin admin;
  private final String name;
  private final GroupProgress offsets;
  private final List<String> logs;
  private final List<String> inputs;

  Probe(TocsinConfig config) {
    admin = Admin.create(new HashMap<>(config.adminProps()));
    name = config.applicationId();
    offsets = new GroupProgress(admin, name);
    logs = config.topics().messageLogs(config.providers());
    inputs = new ArrayList<>(logs);
    inputs.add(config.topics().account());
    inputs.add(config.topics().window());
  }

  /** What the group has committed of the message logs. */
  Map<TopicPartition, Long> committedLogs()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> all = offsets.committed();
    Map<TopicPartition, Long> committed = new HashMap<>();
    offsets
        .partitions(logs)
        .forEach(partition -> committed.put(partition, all.getOrDefault(partition, 0L)));
    return committed;
  }

  /** Records of the input topics that the group has not committed. */
  long inputLag() throws ExecutionException, InterruptedException, TimeoutException {
    return sum(offsets.lag(offsets.partitions(inputs)));
  }

  /** Number of records that were ever written to the input topics. */
  long inputRecords() throws ExecutionException, InterruptedException, TimeoutException {
    return written(inputs);
  }

  /** Number of records that were ever written to a topic. */
  long everWritten(String topic) throws ExecutionException, InterruptedException, TimeoutException {
    return written(List.of(topic));
  }

  private long written(List<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    return sum(offsets.ends(offsets.partitions(topics), IsolationLevel.READ_UNCOMMITTED));
  }

  /** Committed ends of topics, summed. */
  long committedEnd(List<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    return sum(offsets.ends(offsets.partitions(topics), IsolationLevel.READ_COMMITTED));
  }

  /**
   * Waits for a commit on every partition of the message logs. Records must be flowing.
   *
   * @param before offsets that have to be exceeded
   * @throws GuaranteeViolatedException when the bound is reached first
   */
  void awaitProgress(Map<TopicPartition, Long> before, Duration bound) throws Exception {
    try {
      Await.until(
          bound,
          () -> {
            try {
              return progressed(before);
            } catch (ExecutionException | TimeoutException e) {
              return false;
            }
          });
    } catch (Await.BoundReachedException e) {
      throw new GuaranteeViolatedException(
          "no committed progress on every partition within " + bound.toSeconds() + " s");
    }
  }

  /**
   * Waits until the current end of the message logs is committed.
   *
   * @return how long it took
   * @throws GuaranteeViolatedException when the bound is reached first
   */
  Duration awaitCommitted(Duration bound) throws Exception {
    Map<TopicPartition, Long> ends =
        offsets.ends(offsets.partitions(logs), IsolationLevel.READ_COMMITTED);
    try {
      return Await.until(
          bound,
          () -> {
            Map<TopicPartition, Long> now = committedLogs();
            return ends.entrySet().stream()
                .allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
          });
    } catch (Await.BoundReachedException e) {
      throw new GuaranteeViolatedException(
          "the message logs were not committed to their end within " + bound.toSeconds() + " s");
    }
  }

  /** Whether every partition of the message logs was committed beyond earlier offsets. */
  boolean progressed(Map<TopicPartition, Long> before)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> now = committedLogs();
    return before.entrySet().stream()
        .allMatch(was -> now.getOrDefault(was.getKey(), 0L) > was.getValue());
  }

  /**
   * Transactions that are open and not being ended.
   *
   * @param processId of the instance; empty for all of the installation
   */
  List<TransactionListing> ongoing(String processId)
      throws ExecutionException, InterruptedException, TimeoutException {
    return GroupProgress.answer(admin.listTransactions().all()).stream()
        .filter(t -> t.state() == TransactionState.ONGOING)
        .filter(t -> t.transactionalId().startsWith(name + "-"))
        .filter(t -> t.transactionalId().contains(processId))
        .toList();
  }

  /** How many consumers the group has. */
  int members() throws ExecutionException, InterruptedException, TimeoutException {
    return GroupProgress.answer(admin.describeConsumerGroups(List.of(name)).all()).values().stream()
        .mapToInt(group -> group.members().size())
        .sum();
  }

  /** The state of a transactional id. */
  TransactionDescription describe(String transactionalId)
      throws ExecutionException, InterruptedException, TimeoutException {
    return GroupProgress.answer(
        admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
  }

  /** First offset and end of the uncommitted records of each partition that has some. */
  Map<TopicPartition, long[]> hidden()
      throws ExecutionException, InterruptedException, TimeoutException {
    Collection<TopicPartition> all =
        offsets.partitions(
            GroupProgress.answer(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(name + ".") || topic.startsWith(name + "-"))
                .toList());
    Map<TopicPartition, Long> stable = offsets.ends(all, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, long[]> hidden =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    offsets
        .ends(all, IsolationLevel.READ_UNCOMMITTED)
        .forEach(
            (partition, end) -> {
              long from = stable.getOrDefault(partition, end);
              if (from < end) {
                hidden.put(partition, new long[] {from, end});
              }
            });
    return hidden;
  }

  /** Changes settings of a topic. */
  void alter(String topic, Map<String, String> settings)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    GroupProgress.answer(
        admin
            .incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
            .all());
  }

  Admin admin() {
    return admin;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
