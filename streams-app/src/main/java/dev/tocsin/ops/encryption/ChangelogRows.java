package dev.tocsin.ops.encryption;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.StateFormat;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.HistorySeals;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.ops.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether this release and its keyset can read the latest rows of the changelog topics. They
 * hold all that a state directory holds, and a new directory has no marks of keys; without this
 * check, an instance would add rows to a state that it cannot read.
 */
final class ChangelogRows {

  private static final Logger log = LoggerFactory.getLogger(ChangelogRows.class);

  private static final String CHANGELOG = "-changelog";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The last offset of a transaction is its marker, so one record is not enough. */
  private static final long LAST = 4;

  private final TocsinConfig config;
  private final @Nullable HistoryKeyset keyset;

  ChangelogRows(TocsinConfig config, @Nullable HistoryKeyset keyset) {
    this.config = config;
    this.keyset = keyset;
  }

  /** The first row that cannot be read; empty also when the topics cannot be read. */
  Optional<Finding> finding() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            config.consumerProps(config.applicationId() + "-keyset", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return scan(consumer);
    } catch (KafkaException e) {
      // Other checks report problems with the brokers.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to scan the changelog topics for versions and keys");
      return Optional.empty();
    }
  }

  private Optional<Finding> scan(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .listTopics()
        .forEach(
            (topic, infos) -> {
              if (topic.startsWith(ClientNames.internalPrefix(config.applicationId()))
                  && topic.endsWith(CHANGELOG)) {
                infos.forEach(i -> partitions.add(new TopicPartition(topic, i.partition())));
              }
            });
    // Before the first request: the client logs a warning for each partition that is not assigned.
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    partitions.removeIf(p -> ends.getOrDefault(p, 0L) <= begins.getOrDefault(p, 0L));
    consumer.assign(partitions);
    for (TopicPartition p : partitions) {
      consumer.seek(p, Math.max(begins.getOrDefault(p, 0L), ends.getOrDefault(p, 0L) - LAST));
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline
        && partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(200))) {
        if (row.value() != null) {
          Optional<Finding> problem = problem(row);
          if (problem.isPresent()) {
            return problem;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> problem(ConsumerRecord<byte[], byte[]> record) {
    String holder = "topic " + record.topic();
    byte[] row = record.value();
    if (!HistorySeals.isSealed(row)) {
      // Damaged, which says nothing of versions and keys; the task that reads it reports it.
      return Optional.empty();
    }
    OptionalInt version = StateFormat.unknown(row);
    if (version.isPresent()) {
      return Optional.of(unreadable(holder, version.getAsInt()));
    }
    HistoryKeyset keys = keyset;
    if (keys == null) {
      return missingKey(holder, row);
    }
    if (HistorySeals.isInClear(row)) {
      return Optional.of(inClear(holder));
    }
    Optional<Finding> missing = missingKey(holder, row);
    return missing.isPresent() || opens(keys, record)
        ? missing
        : Optional.of(
            KeyCheck.otherIdentity(
                holder
                    + " has rows that do not fit identity key "
                    + keys.identityKey().id()
                    + " of the keyset: they were written with another one or for another"
                    + " application.id, or are damaged"));
  }

  private boolean opens(HistoryKeyset keys, ConsumerRecord<byte[], byte[]> row) {
    String store =
        row.topic()
            .substring(
                ClientNames.internalPrefix(config.applicationId()).length(),
                row.topic().length() - CHANGELOG.length());
    try {
      HistorySeals.encrypted(keys, config.applicationId())
          .of(store, row.partition())
          .open(row.key(), row.value());
      return true;
    } catch (CorruptRowException e) {
      return false;
    }
  }

  private Optional<Finding> missingKey(String holder, byte[] row) {
    return HistorySeals.missingKey(row, keyset)
        .map(
            id ->
                KeyCheck.missing(
                    holder,
                    id,
                    keyset == null
                        ? "history.encryption is none"
                        : "the keyset lacks that key; it has " + keyset.ids()));
  }

  private static Finding inClear(String holder) {
    return Finding.wrong(
        HistoryEncryption.RESOURCE,
        holder + " has rows that were written with history.encryption=none",
        "state that was encrypted from its beginning: with a keyset the same records have other"
            + " identifiers",
        "set history.encryption=none to continue with this state, or start over with the keyset, a"
            + " new application.id and another state.dir");
  }

  private static Finding unreadable(String holder, int version) {
    return Finding.wrong(
        "format of the state",
        holder + " has rows of state format " + version,
        "state format " + StateFormat.READABLE + ", which this release reads",
        "run the release that wrote the state, or a newer one: state is not converted to an older"
            + " format. To use this release, start over with a new application.id and state.dir");
  }
}
