package dev.tocsin.serde;

import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.RegistryNotFoundException;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.registry.UnusableSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the Confluent wire format. The id in a record identifies the writer's schema in
 * the registry, which is resolved to the generated class.
 *
 * <p>For any bytes, {@link #deserialize} returns a record (null for null), or throws {@link
 * MalformedRecordException} or a {@link dev.tocsin.registry.RegistryException}. Thread-safe.
 *
 * @param <T> the generated class
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  /** Maximum number of cached readers, because schema ids come from payloads. */
  private static final int MAX_READERS = 1_000;

  static {
    TrustedClasses.trustContracts();
  }

  private final Map<Integer, Resolved> readers = new ConcurrentHashMap<>();
  private volatile @Nullable Class<T> type;
  private volatile @Nullable SchemaRegistryClient client;
  private @Nullable Resolved last;

  /**
   * For Kafka, which calls {@link #configure} next. Without {@code specific.avro.value.type} (or
   * {@code .key.type}) the class is the one with the writer schema's name.
   */
  public AvroDeserializer() {}

  /**
   * Reads into one class only; requires {@link #configure}.
   *
   * @param type the generated class
   */
  public AvroDeserializer(Class<T> type) {
    this.type = type;
  }

  /**
   * Ready to use, without configuration.
   *
   * @param client the registry; closed with this deserializer
   * @param type the generated class
   */
  public AvroDeserializer(SchemaRegistryClient client, Class<T> type) {
    this.client = client;
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (type == null) {
      type = SerdeKeys.expectedType(configs, isKey);
    }
    if (client == null) {
      client = SchemaRegistryClient.open(RegistryConfig.from(configs));
    }
  }

  /**
   * Reads one record.
   *
   * @param topic not used
   * @param data the bytes, or null for a tombstone
   * @throws MalformedRecordException when the bytes are malformed
   * @throws dev.tocsin.registry.RegistryUnavailableException when the registry is unavailable
   * @throws dev.tocsin.registry.RegistryRejectedException when the registry rejects this client
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    if (data.length < WireFormat.HEADER_BYTES || data[0] != WireFormat.MAGIC) {
      throw new MalformedRecordException(
          MalformedReason.NOT_WIRE_FORMAT,
          "The record (%d bytes) does not start with byte 0 and a 4-byte schema id. Use a serializer with the schema registry."
              .formatted(data.length));
    }
    int id = ByteBuffer.wrap(data).getInt(1);
    return decode(resolve(id), data);
  }

  @SuppressWarnings("unchecked") // The reader was created for this class, or for any.
  private T decode(Resolved resolved, byte[] data) {
    PayloadDecoder decoder = new PayloadDecoder(data, WireFormat.HEADER_BYTES);
    SpecificRecord value;
    try {
      value = Objects.requireNonNull(resolved.reader).read(null, decoder);
    } catch (PayloadException e) {
      throw malformed(resolved.id, decoder, String.valueOf(e.getMessage()));
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      // Avro's messages quote the payload, so they are dropped.
      throw malformed(resolved.id, decoder, "it does not match its schema");
    }
    if (decoder.remainingBytes() > 0) {
      throw new MalformedRecordException(
          MalformedReason.TRAILING_BYTES,
          "%d bytes follow the record (schema id %d)."
              .formatted(decoder.remainingBytes(), resolved.id));
    }
    return (T) value;
  }

  private static MalformedRecordException malformed(int id, PayloadDecoder decoder, String rule) {
    return new MalformedRecordException(
        MalformedReason.MALFORMED_PAYLOAD,
        "The payload (schema id %d) is malformed at byte %d: %s."
            .formatted(id, decoder.position(), rule));
  }

  private Resolved resolve(int id) {
    // Nearly all records of a topic have the same id; a stale read of the field costs a map lookup.
    Resolved resolved = last;
    if (resolved == null || resolved.id != id) {
      resolved = readers.get(id);
      if (resolved == null) {
        resolved = request(id);
        if (readers.size() >= MAX_READERS) {
          readers.clear();
        }
        readers.put(id, resolved);
      }
      last = resolved;
    }
    if (resolved.reader == null) {
      throw new MalformedRecordException(
          MalformedReason.INCOMPATIBLE_SCHEMA, String.valueOf(resolved.problem));
    }
    return resolved;
  }

  private Resolved request(int id) {
    SchemaRegistryClient registry = client;
    if (registry == null) {
      throw new IllegalStateException("Call configure() before the first record.");
    }
    if (id < 0) {
      throw unknown(id);
    }
    try {
      Schema writer = registry.schemaById(id);
      return new Resolved(id, ReaderFactory.create(id, writer, type), null);
    } catch (RegistryNotFoundException e) {
      throw unknown(id);
    } catch (UnusableSchemaException e) {
      return new Resolved(id, null, "Schema id " + id + " cannot be used: it is not valid Avro.");
    } catch (MalformedRecordException e) {
      return new Resolved(id, null, e.getMessage());
    }
  }

  private static MalformedRecordException unknown(int id) {
    return new MalformedRecordException(
        MalformedReason.UNKNOWN_SCHEMA,
        "The registry has no schema with id %d. Register the writer's schema in this registry."
            .formatted(id));
  }

  @Override
  public void close() {
    SchemaRegistryClient registry = client;
    if (registry != null) {
      registry.close();
    }
  }

  /**
   * The reader for a writer's schema, or the problem with the schema; immutable, so a race is
   * harmless.
   */
  private record Resolved(
      int id, @Nullable DatumReader<SpecificRecord> reader, @Nullable String problem) {}
}
