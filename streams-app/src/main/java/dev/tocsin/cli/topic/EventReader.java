package dev.tocsin.cli.topic;

import dev.tocsin.registry.RegistryException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Reads single records of a contract; what cannot be read is told and left out. */
public final class EventReader<V> {

  private final Serde<V> serde;
  private final Consumer<String> notes;

  public EventReader(Serde<V> serde, Consumer<String> notes) {
    this.serde = serde;
    this.notes = notes;
  }

  /**
   * The value of a record.
   *
   * @return null for a tombstone and for what cannot be read
   * @throws RegistryException when that is the registry's fault, not the record's
   */
  public @Nullable V read(ConsumerRecord<?, byte[]> polled) {
    try {
      return serde.deserializer().deserialize(polled.topic(), polled.value());
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
