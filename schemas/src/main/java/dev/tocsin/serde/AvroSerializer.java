package dev.tocsin.serde;

import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the Confluent wire format, and looks up or registers their schema. Thread-safe.
 *
 * @param <T> the generated class
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private static final int TYPICAL_BYTES = 256;

  static {
    TrustedClasses.trustContracts();
  }

  private final Map<Key, Target> targets = new ConcurrentHashMap<>();
  private volatile @Nullable SchemaRegistryClient client;
  private volatile @Nullable SchemaIds ids;
  private @Nullable Target last;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroSerializer() {}

  /**
   * Ready to use, with the default settings for record values.
   *
   * @param client the registry; closed with this serializer
   */
  public AvroSerializer(SchemaRegistryClient client) {
    this.client = client;
    this.ids = SchemaIds.from(client, Map.of(), false);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    SchemaRegistryClient registry = client;
    if (registry == null) {
      registry = SchemaRegistryClient.open(RegistryConfig.from(configs));
      client = registry;
    }
    ids = SchemaIds.from(registry, configs, isKey);
  }

  /**
   * Writes one record.
   *
   * @param topic the topic, which determines the subject
   * @param data the record, or null for a tombstone
   * @throws RegistryException when the registry does not return the schema's id
   * @throws SerializationException when the record does not match its own schema, for example
   *     because a required field is null
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    if (data == null) {
      return null;
    }
    Target target = target(topic, data);
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
    out.write(WireFormat.MAGIC);
    out.write(target.id >>> 24);
    out.write(target.id >>> 16);
    out.write(target.id >>> 8);
    out.write(target.id);
    try {
      Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      target.writer.write(data, encoder);
      encoder.flush();
    } catch (NullPointerException e) {
      // Avro's message for a missing value is the field's path.
      throw failure(target, topic, String.valueOf(e.getMessage()));
    } catch (AvroRuntimeException | ClassCastException | ArithmeticException | IOException e) {
      throw failure(target, topic, e.getClass().getSimpleName());
    }
    return out.toByteArray();
  }

  private static SerializationException failure(Target target, String topic, String problem) {
    return new SerializationException(
        "A %s for topic %s does not match its schema: %s."
            .formatted(target.key.schema.getFullName(), topic, problem));
  }

  private Target target(String topic, T data) {
    Schema schema = data.getSchema();
    Target target = last;
    if (target == null || !target.key.schema.equals(schema) || !target.key.topic.equals(topic)) {
      Key key = new Key(topic, schema);
      target = targets.get(key);
      if (target == null) {
        target = new Target(key, id(topic, schema), writer(data));
        targets.put(key, target);
      }
      last = target;
    }
    return target;
  }

  private int id(String topic, Schema schema) {
    SchemaIds known = ids;
    if (known == null) {
      throw new IllegalStateException("Call configure() before the first record.");
    }
    return known.id(topic, schema);
  }

  private static DatumWriter<SpecificRecord> writer(SpecificRecord data) {
    return new SpecificDatumWriter<>(data.getSchema(), SpecificData.getForClass(data.getClass()));
  }

  @Override
  public void close() {
    SchemaRegistryClient registry = client;
    if (registry != null) {
      registry.close();
    }
  }

  private record Key(String topic, Schema schema) {}

  /** Immutable, so a race for {@link #last} is harmless. */
  private record Target(Key key, int id, DatumWriter<SpecificRecord> writer) {}
}
