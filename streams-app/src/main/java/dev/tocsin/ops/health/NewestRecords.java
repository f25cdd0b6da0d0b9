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
 * The newest timestamp in each of some topics, whoever has read it. The brokers know it without
 * reading records. What they do not tell this time stays as they told it last.
 */
final class NewestRecords {

  private static final Logger log = LoggerFactory.getLogger(NewestRecords.class);

  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final Map<String, List<TopicPartition>> partitions;
  private final Map<String, Long> millis = new ConcurrentHashMap<>();

  /** Topics that the brokers did not tell about, to say so once. */
  private Set<String> silent = Set.of();

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

  /** Asks the brokers, and waits for as long as they may take. */
  void look() throws InterruptedException {
    Set<String> untold = new TreeSet<>();
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
          untold.add(topic.getKey());
        }
      }
    } catch (KafkaException e) {
      untold.addAll(partitions.keySet());
    }
    if (!untold.isEmpty() && !silent.containsAll(untold)) {
      log.atWarn()
          .addKeyValue("topics", untold)
          .log("The brokers did not tell how new the records of topics are");
    }
    silent = Set.copyOf(untold);
  }

  /** A partition without records has none; a producer may have given its records none. */
  private static OptionalLong newest(ListOffsetsResult answer, List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    long newest = -1;
    for (TopicPartition partition : partitions) {
      newest = Math.max(newest, answer.partitionResult(partition).get().timestamp());
    }
    return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /** Unix time of the newest record; null when the topic is empty or was not told of yet. */
  @Nullable Double seconds(String topic) {
    Long newest = millis.get(topic);
    return newest == null ? null : newest / 1000.0;
  }
}
