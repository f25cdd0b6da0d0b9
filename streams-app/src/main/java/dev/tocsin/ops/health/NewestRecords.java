package dev.tocsin.ops.health;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest timestamp in each of some topics, whether consumed or not. The brokers know it without
 * reading records. A topic keeps its last value while the brokers do not answer for it.
 */
final class NewestRecords {

  private static final Logger log = LoggerFactory.getLogger(NewestRecords.class);

  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final Map<String, List<TopicPartition>> partitions;
  private final Map<String, Long> millis = new ConcurrentHashMap<>();

  /** Topics without an answer, to log each once. */
  private Set<String> unanswered = Set.of();

  /**
   * @param admin not closed here
   */
  NewestRecords(Admin admin, Collection<TopicPartition> partitions) {
    this.admin = admin;
    this.partitions = partitions.stream().collect(Collectors.groupingBy(TopicPartition::topic));
  }

  Set<String> topics() {
    return partitions.keySet();
  }

  /** Requests the timestamps from the brokers and waits for the answer. */
  void read() throws InterruptedException {
    Set<String> failed = new TreeSet<>();
    try {
      ListOffsetsResult answer =
          admin.listOffsets(
              partitions.values().stream()
                  .flatMap(List::stream)
                  .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.maxTimestamp())),
              new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS));
      for (Map.Entry<String, List<TopicPartition>> topic : partitions.entrySet()) {
        try {
          newest(answer, topic.getValue())
              .ifPresentOrElse(
                  time -> millis.put(topic.getKey(), time), () -> millis.remove(topic.getKey()));
        } catch (ExecutionException e) {
          failed.add(topic.getKey());
        }
      }
    } catch (KafkaException e) {
      failed.addAll(partitions.keySet());
    }
    if (!failed.isEmpty() && !unanswered.containsAll(failed)) {
      log.atWarn()
          .addKeyValue("topics", failed)
          .log("Failed to read the newest timestamps of topics");
    }
    unanswered = Set.copyOf(failed);
  }

  /** Empty when the partitions have no records, or no record has a timestamp. */
  private static OptionalLong newest(ListOffsetsResult answer, List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    long newest = -1;
    for (TopicPartition partition : partitions) {
      newest = Math.max(newest, answer.partitionResult(partition).get().timestamp());
    }
    return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /** Unix time of the newest record; null when the topic is empty or was not read yet. */
  @Nullable Double seconds(String topic) {
    Long newest = millis.get(topic);
    return newest == null ? null : newest / 1000.0;
  }
}
