package dev.tocsin.config;

import dev.tocsin.serde.AvroSerde;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Stands in for Confluent's {@code SpecificAvroSerde}: a public constructor without arguments, all
 * configuration through {@link #configure}, the registry's settings under their full names, and
 * nothing else known of Tocsin.
 */
public final class OtherSerde<T extends SpecificRecord> implements Serde<T> {

  private final AvroSerde<T> inner = new AvroSerde<>();
  private Map<String, Object> given = Map.of();

  public OtherSerde() {}

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (isKey || !(configs.get("schema.registry.url") instanceof String url) || url.isBlank()) {
      throw new IllegalArgumentException("for values, with a schema.registry.url");
    }
    given = new HashMap<>(configs);
    inner.configure(
        Map.of(
            "schema.registry.url",
            url,
            "specific.avro.value.type",
            Objects.requireNonNull(configs.get("specific.avro.value.type"))),
        false);
  }

  /** What it was configured with. */
  Map<String, Object> given() {
    return given;
  }

  @Override
  public Serializer<T> serializer() {
    return inner.serializer();
  }

  @Override
  public Deserializer<T> deserializer() {
    return inner.deserializer();
  }
}
