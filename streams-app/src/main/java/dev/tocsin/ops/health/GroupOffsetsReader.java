package dev.tocsin.ops.health;

import dev.tocsin.ops.health.RealLag.Range;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the offsets of the consumer group from the brokers.
 *
 * <p>Not thread-safe.
 */
final class GroupOffsetsReader implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final String groupId;
  private final Set<String> inputTopics;
  private final RealLag realLag;
  private Set<TopicPartition> inputs = Set.of();

  /**
   * @param admin closed with this reader
   * @param inputTopics the input topics, without internal topics
   */
  GroupOffsetsReader(Admin admin, String groupId, Set<String> inputTopics, RecordProbe probe) {
    this.admin = admin;
    this.groupId = groupId;
    this.inputTopics = Set.copyOf(inputTopics);
    this.realLag = new RealLag(probe);
  }

  /**
   * The current offsets.
   *
   * @param owned input partitions of this instance's active tasks
   * @throws ExecutionException when the brokers did not answer in time or rejected the request
   */
  GroupOffsets read(Set<TopicPartition> owned) throws ExecutionException, InterruptedException {
    if (inputs.isEmpty()) {
      inputs = describeInputs();
    }
    Map<TopicPartition, Long> committed = committed();
    Set<TopicPartition> all = new HashSet<>(inputs);
    all.addAll(committed.keySet());
    all.addAll(owned);
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    Map<TopicPartition, Long> begins =
        offsets(
            all.stream().filter(p -> !committed.containsKey(p)).toList(), OffsetSpec.earliest());
    Map<TopicPartition, Range> open = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long from = committed.getOrDefault(partition, begins.getOrDefault(partition, end));
          open.put(partition, new Range(from, end));
        });
    return new GroupOffsets(committed, realLag.of(open), owned);
  }

  private Set<TopicPartition> describeInputs() throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(inputTopics, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
        .allTopicNames()
        .get()
        .values()
        .stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> answer =
        admin
            .listConsumerGroupOffsets(
                groupId, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
            .partitionsToOffsetAndMetadata()
            .get();
    answer.forEach(
        (partition, offset) -> {
          // A partition whose offset expired is listed with null. The offsets of a provider remain
          // after it was removed from the configuration.
          if (offset != null && isInput(partition.topic())) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  private boolean isInput(String topic) {
    return inputTopics.contains(topic) || topic.startsWith(groupId + "-");
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    var answer =
        admin.listOffsets(
            partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec)),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      KafkaFuture<Long> offset = answer.partitionResult(partition).thenApply(info -> info.offset());
      offsets.put(partition, offset.get());
    }
    return offsets;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
