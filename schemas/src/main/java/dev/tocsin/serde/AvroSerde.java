package dev.tocsin.serde;

import dev.tocsin.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Generated Avro records in the Confluent wire format. It takes the configuration of Confluent's
 * {@code SpecificAvroSerde} ({@link SerdeKeys}, {@link dev.tocsin.registry.RegistryKeys}), so that
 * either can replace the other.
 *
 * @param <T> the generated class
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroSerde() {
    this(new AvroSerializer<>(), new AvroDeserializer<>());
  }

  private AvroSerde(AvroSerializer<T> serializer, AvroDeserializer<T> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /**
   * A serde for one class; requires {@link #configure}.
   *
   * @param type the generated class
   */
  public static <T extends SpecificRecord> AvroSerde<T> forClass(Class<T> type) {
    return new AvroSerde<>(new AvroSerializer<>(), new AvroDeserializer<>(type));
  }

  /**
   * A serde for the values of one class, ready to use with default settings.
   *
   * @param client the registry; closed with the serde
   * @param type the generated class
   */
  public static <T extends SpecificRecord> AvroSerde<T> of(
      SchemaRegistryClient client, Class<T> type) {
    return new AvroSerde<>(new AvroSerializer<>(client), new AvroDeserializer<>(client, type));
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
