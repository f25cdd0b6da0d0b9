package dev.tocsin.cli.topic;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.topology.EventSerdes;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** Reads a topic as a table: the latest committed value per key, as of now. */
public final class TableReader {

  private TableReader() {}

  /**
   * Reads a whole topic.
   *
   * @param serde which of the contracts' serdes reads its values
   * @throws dev.tocsin.cli.CliException when the cluster does not answer or has no such topic
   */
  public static <V> Table<V> read(
      TocsinConfig config, String topic, Function<EventSerdes, Serde<V>> serde)
      throws InterruptedException {
    Table<V> table = new Table<>();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "tocsin-cli-reader");
        Serde<V> values = Contracts.serde(config, serde)) {
      scan.toEnd(
          polled -> {
            add(table, polled, values);
            return true;
          });
    }
    return table;
  }

  private static <V> void add(
      Table<V> table, ConsumerRecord<String, byte[]> polled, Serde<V> values) {
    if (polled.key() == null) {
      table.unreadable("a record without a key");
      return;
    }
    try {
      table.put(
          new Row<>(
              polled.key(),
              values.deserializer().deserialize(polled.topic(), polled.value()),
              polled.partition(),
              polled.offset(),
              Instant.ofEpochMilli(polled.timestamp())));
    } catch (RegistryException e) {
      throw e;
    } catch (SerializationException e) {
      table.unreadable(String.valueOf(e.getMessage()));
    }
  }
}
