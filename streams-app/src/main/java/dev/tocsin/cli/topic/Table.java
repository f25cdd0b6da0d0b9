package dev.tocsin.cli.topic;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The latest committed record per key of a compacted topic, in the order of the keys. */
public final class Table<V> {

  private final SortedMap<String, Row<V>> rows = new TreeMap<>();
  private long unreadable;
  private @Nullable String firstProblem;

  private Table() {}

  /**
   * The latest record of a key.
   *
   * @param value null for a tombstone
   * @param timestamp the timestamp of the Kafka record
   */
  public record Row<V>(
      String key, @Nullable V value, int partition, long offset, Instant timestamp) {}

  /**
   * Reads a topic to its current end.
   *
   * @param serde the serde of its values
   * @throws dev.tocsin.cli.CliException if Kafka cannot be reached or the topic does not exist
   */
  public static <V> Table<V> read(
      TocsinConfig config, String topic, Function<EventSerdes, Serde<V>> serde)
      throws InterruptedException {
    Table<V> table = new Table<>();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "tocsin-cli-reader");
        EventSerdes serdes = Wiring.serdes(config)) {
      Deserializer<V> values = serde.apply(serdes).deserializer();
      scan.toEnd(
          polled -> {
            table.add(polled, values);
            return true;
          });
    }
    return table;
  }

  private void add(ConsumerRecord<String, byte[]> polled, Deserializer<V> values) {
    if (polled.key() == null) {
      unreadable("a record without a key");
      return;
    }
    try {
      rows.put(
          polled.key(),
          new Row<>(
              polled.key(),
              values.deserialize(polled.topic(), polled.value()),
              polled.partition(),
              polled.offset(),
              Instant.ofEpochMilli(polled.timestamp())));
    } catch (RegistryException e) {
      throw e;
    } catch (SerializationException e) {
      unreadable(String.valueOf(e.getMessage()));
    }
  }

  private void unreadable(String problem) {
    unreadable++;
    if (firstProblem == null) {
      firstProblem = problem;
    }
  }

  /** The value of a key; empty for a tombstone. */
  public Optional<V> value(String key) {
    return Optional.ofNullable(rows.get(key)).map(Row::value);
  }

  /** The keys with a value, in order. */
  public List<String> keys() {
    return current().stream().map(Row::key).toList();
  }

  /** The rows with a value, in the order of their keys. */
  public Collection<Row<V>> current() {
    return rows.values().stream().filter(row -> row.value() != null).toList();
  }

  /** The values, in the order of their keys. */
  public List<V> values() {
    List<V> values = new ArrayList<>();
    for (Row<V> row : rows.values()) {
      V value = row.value();
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** A warning about records that cannot be decoded. */
  public Optional<String> warning(String topic) {
    return unreadable == 0
        ? Optional.empty()
        : Optional.of(
            unreadable
                + (unreadable == 1 ? " record" : " records")
                + " of topic '"
                + topic
                + "' cannot be read and are not shown; the first: "
                + firstProblem);
  }
}
