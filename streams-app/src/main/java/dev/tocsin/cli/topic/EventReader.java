package dev.tocsin.cli.topic;

import dev.tocsin.registry.RegistryException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Decodes records of a contract; reports and skips those that cannot be decoded. */
public final class EventReader<V> {

  private final Deserializer<V> values;
  private final Consumer<String> notes;

  public EventReader(Serde<V> serde, Consumer<String> notes) {
    this.values = serde.deserializer();
    this.notes = notes;
  }

  /**
   * The value of a record.
   *
   * @return null for a tombstone, and for a record that cannot be decoded
   * @throws RegistryException if the schema registry fails
   */
  public @Nullable V read(ConsumerRecord<?, byte[]> polled) {
    try {
      return values.deserialize(polled.topic(), polled.value());
    } catch (RegistryException e) {
      throw e;
    } catch (SerializationException e) {
      notes.accept(
          "%s-%d@%d cannot be read: %s"
              .formatted(polled.topic(), polled.partition(), polled.offset(), e.getMessage()));
      return null;
    }
  }
}
