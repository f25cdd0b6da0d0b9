package dev.tocsin.bench.flink;

import dev.tocsin.serde.AvroDeserializer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wire format with the detector's own deserializer, and makes an event of it.
 *
 * @param <T> the event
 * @param <A> the contract
 */
abstract class WireReader<T, A extends SpecificRecord>
    implements KafkaRecordDeserializationSchema<T> {

  private static final long serialVersionUID = 1;

  private final TypeInformation<T> type;
  private final Class<A> contract;
  private final String registry;
  private transient @Nullable AvroDeserializer<A> deserializer;

  WireReader(TypeInformation<T> type, Class<A> contract, String registry) {
    this.type = type;
    this.contract = contract;
    this.registry = registry;
  }

  abstract T event(A value, byte[] bytes);

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    AvroDeserializer<A> opened = new AvroDeserializer<>(contract);
    opened.configure(Map.of("schema.registry.url", registry), false);
    deserializer = opened;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    A value =
        Objects.requireNonNull(
            Objects.requireNonNull(deserializer).deserialize(record.topic(), record.value()));
    out.collect(event(value, record.value()));
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }
}
