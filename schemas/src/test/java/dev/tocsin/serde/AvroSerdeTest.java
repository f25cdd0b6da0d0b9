package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.Account;
import dev.tocsin.event.Deadline;
import dev.tocsin.event.MessageLog;
import dev.tocsin.registry.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {

  private final String scope = UUID.randomUUID().toString();
  private final Map<String, Object> config = Map.of("schema.registry.url", "mock://" + scope);

  @AfterEach
  void dropScope() {
    InMemorySchemaRegistry.drop(scope);
  }

  static List<SpecificRecord> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldRoundTrip(SpecificRecord sample) {
    // Given
    try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
      serde.configure(config, false);

      // When
      byte[] bytes = serde.serializer().serialize("topic", sample);

      // Then
      assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(sample);
    }
  }

  @Test
  void shouldWriteWireFormat() {
    // Given
    Deadline deadline = new Deadline("fcc", Instant.ofEpochMilli(1_000));
    try (AvroSerde<Deadline> serde = AvroSerde.forClass(Deadline.class)) {
      serde.configure(config, false);

      // When
      byte[] bytes = serde.serializer().serialize("topic", deadline);

      // Then: 0, id 1, string length 3 as zig-zag, "fcc", 1000 as zig-zag variable-length number
      assertThat(HexFormat.ofDelimiter(" ").formatHex(bytes))
          .isEqualTo("00 00 00 00 01 06 66 63 63 d0 0f");
    }
  }

  @Test
  void shouldReadWireFormat() {
    // Given
    InMemorySchemaRegistry.scope(scope).register("topic-value", Deadline.getClassSchema(), false);
    try (AvroSerde<Deadline> serde = AvroSerde.forClass(Deadline.class)) {
      serde.configure(config, false);

      // When
      Deadline deadline =
          serde
              .deserializer()
              .deserialize("topic", HexFormat.of().parseHex("0000000001066663" + "63d00f"));

      // Then
      assertThat(deadline).isEqualTo(new Deadline("fcc", Instant.ofEpochMilli(1_000)));
    }
  }

  @Test
  void shouldPassTombstonesThrough() {
    // Given
    try (AvroSerde<MessageLog> serde = new AvroSerde<>()) {
      serde.configure(config, false);

      // When
      byte[] bytes = serde.serializer().serialize("topic", null);
      MessageLog read = serde.deserializer().deserialize("topic", null);

      // Then
      assertThat(bytes).isNull();
      assertThat(read).isNull();
    }
  }

  @Test
  void shouldRegisterUnderSubjectOfStrategy() {
    // Given
    Map<String, Object> byRecord =
        Map.of(
            "schema.registry.url",
            "mock://" + scope,
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
            "key.subject.name.strategy",
            "RecordNameStrategy");
    try (AvroSerde<Account> plain = new AvroSerde<>();
        AvroSerde<Account> value = new AvroSerde<>();
        AvroSerde<Account> key = new AvroSerde<>()) {
      plain.configure(config, false);
      value.configure(byRecord, false);
      key.configure(byRecord, true);

      // When
      List.of(plain, value, key)
          .forEach(serde -> serde.serializer().serialize("topic", Samples.account()));

      // Then
      assertThat(InMemorySchemaRegistry.scope(scope).subjects())
          .containsExactlyInAnyOrder(
              "topic-value", "topic-dev.tocsin.event.Account", "dev.tocsin.event.Account");
    }
  }

  @Test
  void shouldRegisterSchemasWithoutJavaProperties() {
    // Given
    try (AvroSerde<Account> serde = new AvroSerde<>()) {
      serde.configure(config, false);

      // When
      serde.serializer().serialize("topic", Samples.account());

      // Then
      assertThat(InMemorySchemaRegistry.scope(scope).latest("topic-value").schema().toString())
          .contains("dev.tocsin.event", "timestamp-millis")
          .doesNotContain("avro.java.string");
    }
  }

  @Test
  void shouldRejectUnregisteredSchemaWithoutAutoRegister() {
    // Given
    try (AvroSerde<Account> serde = new AvroSerde<>()) {
      serde.configure(
          Map.of("schema.registry.url", "mock://" + scope, "auto.register.schemas", "false"),
          false);

      // When Then
      assertThatThrownBy(() -> serde.serializer().serialize("topic", Samples.account()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("topic-value")
          .hasMessageContaining("auto.register.schemas");
    }
  }

  @Test
  void shouldUseLatestVersionIfItEncodesSameBytes() {
    // Given
    InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);
    registry.register("other-value", MessageLog.getClassSchema(), false);
    int id = registry.register("topic-value", Account.getClassSchema(), false);
    try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
      serde.configure(
          Map.of(
              "schema.registry.url", "mock://" + scope,
              "auto.register.schemas", false,
              "use.latest.version", true),
          false);

      // When
      byte[] bytes = serde.serializer().serialize("topic", Samples.account());

      // Then
      assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
      assertThatThrownBy(() -> serde.serializer().serialize("other", Samples.account()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("use.latest.version");
    }
  }

  @Test
  void shouldNameMissingFieldWithoutValues() {
    // Given
    Account account = new Account();
    account.setAccountId("secret-account");
    try (AvroSerde<Account> serde = new AvroSerde<>()) {
      serde.configure(config, false);

      // When Then
      assertThatThrownBy(() -> serde.serializer().serialize("topic", account))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("name")
          .hasMessageNotContaining("secret-account")
          .hasNoCause();
    }
  }

  @Test
  void shouldReadIntoConfiguredClassOnly() {
    // Given
    try (AvroSerde<SpecificRecord> any = new AvroSerde<>();
        AvroSerde<SpecificRecord> logs = new AvroSerde<>()) {
      any.configure(config, false);
      logs.configure(
          Map.of(
              "schema.registry.url",
              "mock://" + scope,
              "specific.avro.value.type",
              MessageLog.class.getName()),
          false);

      // When
      byte[] account = any.serializer().serialize("topic", Samples.account());

      // Then
      assertThatThrownBy(() -> logs.deserializer().deserialize("topic", account))
          .isInstanceOfSatisfying(
              MalformedRecordException.class,
              e -> assertThat(e.reason()).isEqualTo(MalformedReason.INCOMPATIBLE_SCHEMA));
    }
  }

  @Test
  void shouldRejectInvalidConfiguration() {
    try (AvroSerde<Account> serde = new AvroSerde<>()) {
      assertThatThrownBy(() -> serde.configure(Map.of(), false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.url");
    }
    try (AvroSerde<Account> serde = new AvroSerde<>()) {
      assertThatThrownBy(
              () ->
                  serde.configure(
                      Map.of(
                          "schema.registry.url",
                          "mock://" + scope,
                          "value.subject.name.strategy",
                          "com.example.Mine"),
                      false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("TopicNameStrategy");
    }
  }

  @Test
  void shouldBeSharedByThreads() {
    // Given
    try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
      serde.configure(config, false);
      List<SpecificRecord> samples = Samples.all();

      // When
      boolean same =
          IntStream.range(0, 20_000)
              .parallel()
              .mapToObj(i -> samples.get(i % samples.size()))
              .allMatch(
                  sample -> {
                    byte[] bytes =
                        serde.serializer().serialize("topic" + sample.hashCode(), sample);
                    return sample.equals(serde.deserializer().deserialize("topic", bytes));
                  });

      // Then
      assertThat(same).isTrue();
    }
  }
}
