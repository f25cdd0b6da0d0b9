package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.wiring.Wiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropsTest {

  @Test
  void shouldBuildStreamsProperties() {
    // Given
    TocsinConfig config = config(Map.of("state.dir", "/var/tocsin", "stream.threads", "3"));
    // When
    StreamsConfig streams = new StreamsConfig(Wiring.streamsProps(config));
    Map<String, Object> producer = streams.getProducerConfigs("p");
    Map<String, Object> consumer = streams.getMainConsumerConfigs("g", "c", 0);
    // Then
    assertThat(streams.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(streams.getInt("num.stream.threads")).isEqualTo(3);
    assertThat(streams.getLong("commit.interval.ms")).isEqualTo(100);
    assertThat(streams.getString("errors.dead.letter.queue.topic.name"))
        .isEqualTo("exposure.dead-letter");
    assertThat(producer)
        .containsEntry("batch.size", 262_144)
        .containsEntry("linger.ms", 20)
        .containsEntry("compression.type", "lz4")
        .containsEntry("max.request.size", 8_388_608)
        .containsEntry("transaction.timeout.ms", 10_000);
    assertThat(consumer)
        .containsEntry("max.poll.records", 1_000)
        .containsEntry("max.partition.fetch.bytes", 524_288);
    assertThat(streams.getRestoreConsumerConfigs("r"))
        .containsEntry("max.partition.fetch.bytes", 8_388_608);
    assertThat(streams.getBoolean("enable.transactional.statestores")).isFalse();
    assertThat(streams.originalsWithPrefix("topic."))
        .containsEntry("max.message.bytes", "8388608")
        .containsEntry("delete.retention.ms", Long.toString(Duration.ofDays(30).toMillis()))
        .containsEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
  }

  @Test
  void shouldPassSettingsToTheirClients() {
    // Given
    Map<String, String> values = new HashMap<>();
    values.put("kafka.security.protocol", "SSL");
    values.put("kafka.producer.linger.ms", "7");
    values.put("kafka.consumer.fetch.min.bytes", "9");
    values.put("kafka.admin.retries", "2");
    values.put("kafka.streams.poll.ms", "11");
    values.put("kafka.streams.main.consumer.fetch.min.bytes", "13");
    values.put("kafka.streams.topic.segment.bytes", "1000000");
    values.put("kafka.extra.audit.team", "blue");
    TocsinConfig config = config(values);
    // When
    Map<String, Object> streams = config.streamsProps();
    // Then
    assertThat(streams)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("producer.linger.ms", "7")
        .containsEntry("consumer.fetch.min.bytes", "9")
        .containsEntry("admin.retries", "2")
        .containsEntry("poll.ms", "11")
        .containsEntry("main.consumer.fetch.min.bytes", "13")
        .containsEntry("topic.segment.bytes", "1000000")
        .containsEntry("audit.team", "blue");
    assertThat(config.producerProps("p"))
        .containsEntry("linger.ms", "7")
        .containsEntry("audit.team", "blue")
        .doesNotContainKey("fetch.min.bytes");
    assertThat(config.consumerProps("c", null))
        .containsEntry("fetch.min.bytes", "9")
        .doesNotContainKeys("linger.ms", "group.id");
    assertThat(config.adminProps()).containsEntry("retries", "2").doesNotContainKey("linger.ms");
  }

  @Test
  void shouldBuildPropertiesThatTheClientsAccept() {
    // Given
    TocsinConfig config = config(Map.of());
    // When
    ProducerConfig producer =
        new ProducerConfig(
            with(
                config.producerProps("p"),
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class));
    ConsumerConfig consumer =
        new ConsumerConfig(
            with(
                config.consumerProps("c", "g"),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class));
    // Then
    assertThat(producer.getBoolean("enable.idempotence")).isTrue();
    assertThat(producer.getString("acks")).isEqualTo("-1");
    assertThat(consumer.getString("isolation.level")).isEqualTo("read_committed");
    assertThat(consumer.getBoolean("enable.auto.commit")).isFalse();
    assertThat(consumer.getString("group.id")).isEqualTo("g");
  }

  @Test
  void shouldPassSettingsToTheSerde() {
    // Given
    Map<String, String> values =
        Map.of(
            "schema.registry.url", "http://one:1,http://two:2",
            "schema.registry.basic.auth.credentials.source", "USER_INFO",
            "avro.auto.register.schemas", "false",
            "avro.remove.java.properties", "false");
    // When
    Map<String, Object> props = config(values).registryProps();
    // Then
    assertThat(props)
        .containsEntry("schema.registry.url", "http://one:1,http://two:2")
        .containsEntry("schema.registry.basic.auth.credentials.source", "USER_INFO")
        .containsEntry("auto.register.schemas", "false")
        .containsEntry("avro.remove.java.properties", "false")
        .containsEntry("specific.avro.reader", "true")
        .containsEntry("schema.registry.http.read.timeout.ms", 3_000);
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.producer.lingr.ms,kafka.producer.linger.ms",
    "provider,providers",
    "kafka.securty.protocol,kafka.security.protocol",
    "kafka.linger.ms,kafka.producer.linger.ms",
    "kafka.streams.main.consumer.fetch.min.byte,kafka.streams.main.consumer.fetch.min.bytes",
    "avro.auto.register.schema,avro.auto.register.schemas",
    "schema.registry.basic.auth.userinfo,schema.registry.basic.auth.user.info"
  })
  void shouldRejectUnknownPassThroughKeys(String key, String meant) {
    assertThatThrownBy(() -> config(Map.of(key, "1")))
        .hasMessageContaining("unknown key '" + key + "'")
        .hasMessageContaining("did you mean '" + meant + "'?");
  }

  @Test
  void shouldPassAnySettingToAnotherSerde() {
    // Given
    Map<String, String> values =
        Map.of("avro.serde", "com.example.OtherSerde", "avro.its.own.setting", "1");
    // When
    TocsinConfig config = config(values);
    // Then
    assertThat(config.registryProps()).containsEntry("its.own.setting", "1");
  }

  @Test
  void shouldReadPassThroughSettingsFromTheEnvironment() {
    // Given
    Map<String, String> environment =
        Map.of(
            "TOCSIN_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
            "TOCSIN_KAFKA_PRODUCER_LINGER_MS", "3",
            "TOCSIN_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "a:b",
            "TOCSIN_KAFKA_EXTRA_AUDIT_TEAM", "red");
    // When
    TocsinConfig config = TocsinConfig.load(new Sources(Map.of(), environment, null, null));
    // Then
    assertThat(config.producerProps("p"))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("linger.ms", "3")
        .containsEntry("audit.team", "red");
    assertThat(config.registryProps()).containsEntry("schema.registry.basic.auth.user.info", "a:b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.bootstrap.servers",
        "kafka.streams.application.id",
        "kafka.streams.processing.guarantee",
        "kafka.streams.enable.transactional.statestores",
        "kafka.streams.state.dir",
        "kafka.streams.producer.acks",
        "kafka.streams.main.consumer.isolation.level",
        "kafka.producer.enable.idempotence",
        "kafka.producer.transactional.id",
        "kafka.consumer.enable.auto.commit",
        "kafka.extra.processing.guarantee"
      })
  void shouldRejectSettingsThatBreakExactlyOnce(String key) {
    assertThatThrownBy(() -> config(Map.of(key, "x")))
        .hasMessageContaining("key '" + key + "'")
        .hasMessageContaining("cannot be set");
  }

  @Test
  void shouldValidateTypesOfKafkaSettings() {
    assertThatThrownBy(() -> config(Map.of("kafka.producer.linger.ms", "soon")))
        .hasMessageContaining("kafka.producer.linger.ms")
        .hasMessageContaining("got 'soon'");
  }

  private static TocsinConfig config(Map<String, String> values) {
    return TocsinConfig.load(Sources.of(values));
  }

  private static Map<String, Object> with(
      Map<String, Object> props, String k1, Object v1, String k2, Object v2) {
    Map<String, Object> all = new HashMap<>(props);
    all.put(k1, v1);
    all.put(k2, v2);
    return all;
  }
}
