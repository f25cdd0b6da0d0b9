package dev.tocsin.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.StreamsProps;
import dev.tocsin.ops.access.AccessPlan;
import dev.tocsin.ops.topics.TopicPlan;
import dev.tocsin.wiring.Wiring;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key changes exactly the settings that it is documented for. */
class KeyEffectsTest {

  private static final String PROVIDER = "providers.duo.";
  private static final Map<String, String> NATIVE =
      Map.of(PROVIDER + "format", "duo-v2", PROVIDER + "account", "acme");

  private static final Map<String, Row> ROWS = rows();

  /**
   * The effect of a key.
   *
   * @param value a valid value that is not the default
   * @param given other keys that the key requires
   * @param changes names of the changed settings; {@code *} stands for anything
   */
  private record Row(String value, Map<String, String> given, List<String> changes) {}

  static Stream<String> keys() {
    return Stream.concat(
        Keys.names().stream(), FeedKeys.names().stream().map(name -> PROVIDER + name));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void shouldChangeExactlyItsSettings(String key) {
    // Given
    Row row = ROWS.get(key);
    assertThat(row).as("add a row for the key %s to this test", key).isNotNull();
    Map<String, String> values = new LinkedHashMap<>(requireNonNull(row).given());
    Map<String, Object> before = settings(values);

    // When
    values.put(key, row.value());
    Map<String, Object> after = settings(values);

    // Then
    SortedSet<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    List<Pattern> expected = row.changes().stream().map(KeyEffectsTest::pattern).toList();
    assertThat(changed)
        .as("settings that %s changes", key)
        .allMatch(name -> expected.stream().anyMatch(p -> p.matcher(name).matches()));
    assertThat(expected)
        .as("settings that %s should change, of %s", key, changed)
        .allMatch(p -> changed.stream().anyMatch(name -> p.matcher(name).matches()));
  }

  @Test
  void shouldHaveNoRowWithoutAKey() {
    assertThat(ROWS.keySet()).isSubsetOf(keys().toList());
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    row(rows, "application.id", "other", "streams.application.id", "*.client.id");
    row(rows, "bootstrap.servers", "other:9092", "*.bootstrap.servers");
    row(rows, "schema.registry.url", "http://other:8081", "serde.schema.registry.url");
    row(rows, "avro.serde", "com.example.Other", "serde.class");
    row(
        rows,
        "topic.prefix",
        "t.",
        "topology.topics.prefix",
        "streams.errors.dead.letter.queue.topic.name",
        "topic.*.name");
    row(
        rows,
        "providers",
        "duo,twilio",
        "topology.providers",
        "topic.telephony.message-log.twilio.*",
        "access.provider twilio",
        "access.importer twilio");
    row(
        rows,
        "partitions",
        "3",
        "topology.partitions",
        "topic.telephony.*.partitions",
        "topic.exposure.record.partitions",
        "topic.exposure.notification.partitions",
        "topic.exposure.incident.partitions",
        "topic.exposure.dead-letter.partitions");
    row(rows, "history.horizon", "10d", "topology.horizon");
    row(rows, "history.block.records", "100", "topology.blockLimits.maxRecords");
    row(rows, "history.buffer.bytes", "2000000", "topology.historyBufferBytes");
    row(rows, "event.time.future.tolerance", "2h", "topology.futureTolerance");
    row(rows, "window.max.accounts", "5", "topology.maxAccountsPerWindow");
    row(rows, "notification.interval", "5s", "topology.notificationInterval");
    row(rows, "notification.deadlines", "gdpr-art-33=72h", "topology.deadlines");
    row(rows, "scan.budget", "20ms", "topology.scanBudget");
    row(
        rows,
        "dead.letter.max.bytes",
        "1000",
        "topology.deadLetterMaxBytes",
        "streams.tocsin.dead.letter.max.bytes");
    row(rows, "parked.max.records", "7", "topology.parkedMaxRecords");
    row(rows, "history.encryption", "none", "keyset");
    row(rows, "history.keyset.file", "/etc/keyset.json", "keyset");
    row(rows, "history.keyset", "{}", "keyset");
    row(rows, "history.keyset.command", "true", "keyset");
    row(
        rows,
        "topics.replication.factor",
        "3",
        "streams.replication.factor",
        "topic.*.replication",
        "topic.*.min.insync.replicas");
    row(
        rows,
        "topics.message-log.retention",
        "10d",
        "topic.telephony.message-log.duo.retention.ms");
    row(rows, "topics.record.retention", "10d", "topic.exposure.record.retention.ms");
    row(rows, "topics.notification.retention", "10d", "topic.exposure.notification.retention.ms");
    row(rows, "topics.dead-letter.retention", "10d", "topic.exposure.dead-letter.retention.ms");
    row(
        rows,
        "topics.tombstone.retention",
        "10d",
        "streams.topic.delete.retention.ms",
        "topic.telephony.account.delete.retention.ms",
        "topic.exposure.window.delete.retention.ms");
    row(
        rows,
        "record.max.bytes",
        "16777216",
        "topology.intakeMaxBytes",
        "topology.blockLimits.maxSectionBytes",
        "streams.producer.max.request.size",
        "streams.topic.max.message.bytes",
        "producer.max.request.size",
        "topic.exposure.*.max.message.bytes");
    for (String role :
        List.of("account-owner", "responder", "notifier", "operator", "redriver", "others")) {
      row(rows, "access." + role, "User:other", "access." + role.replace('-', ' '));
    }
    row(rows, "access.tocsin", "User:other", "access.Tocsin");
    row(rows, "state.dir", "/var/lib/other", "service.stateDir", "streams.state.dir");
    row(rows, "stream.threads", "3", "streams.num.stream.threads");
    row(rows, "standby.replicas", "1", "streams.num.standby.replicas");
    row(rows, "commit.interval", "1s", "streams.commit.interval.ms");
    row(rows, "transaction.timeout", "20s", "streams.producer.transaction.timeout.ms");
    row(rows, "rocksdb.cache.bytes", "10000000", "streams.tocsin.rocksdb.cache.bytes");
    row(rows, "rocksdb.write.buffer.bytes", "5000000", "streams.tocsin.rocksdb.write.buffer.bytes");
    row(
        rows,
        "group.protocol",
        "streams",
        "streams.group.protocol",
        "streams.num.standby.replicas",
        "streams.consumer.session.timeout.ms");
    row(rows, "http.host", "0.0.0.0", "service.httpHost");
    row(rows, "http.port", "9090", "service.httpPort");
    row(rows, "liveness.stall.timeout", "5m", "service.livenessStallTimeout");
    row(rows, "shutdown.timeout", "1m", "service.shutdownTimeout");
    rows.put(PROVIDER + "format", new Row("duo-v1", NATIVE, List.of("feed.duo.format")));
    rows.put(PROVIDER + "account", new Row("other", NATIVE, List.of("feed.duo.account")));
    rows.put(PROVIDER + "accounts", new Row("a=b", NATIVE, List.of("feed.duo.accounts")));
    rows.put(PROVIDER + "zone", new Row("Europe/Berlin", NATIVE, List.of("feed.duo.zone")));
    row(rows, PROVIDER + "principal", "User:other", "access.provider duo");
    row(rows, PROVIDER + "importer", "User:other", "access.importer duo");
    return rows;
  }

  private static void row(Map<String, Row> rows, String key, String value, String... changes) {
    rows.put(key, new Row(value, Map.of(), List.of(changes)));
  }

  private static Pattern pattern(String changes) {
    return Pattern.compile(
        Stream.of(changes.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** Everything that is made from the configuration, by name. */
  private static Map<String, Object> settings(Map<String, String> values) {
    TocsinConfig config = TocsinConfig.load(Sources.of(values));
    Map<String, Object> settings = new TreeMap<>();
    components(settings, "topology", Wiring.topology(config));
    properties(settings, "streams", StreamsProps.of(config));
    properties(settings, "admin", config.adminProps());
    properties(settings, "producer", config.producerProps("client"));
    properties(settings, "consumer", config.consumerProps("client", "group"));
    properties(settings, "serde", config.registryProps());
    settings.put("serde.class", config.serdeClass());
    settings.put("keyset", config.keysetSource());
    config.nativeFeeds().forEach((name, feed) -> components(settings, "feed." + name, feed));
    TopicPlan.of(config)
        .forEach(
            topic -> {
              String name =
                  "topic." + topic.name().substring(config.topics().prefix().length()) + ".";
              settings.put(name + "name", topic.name());
              settings.put(name + "partitions", topic.partitions());
              settings.put(name + "replication", topic.replication());
              topic.configs().forEach((key, value) -> settings.put(name + key, value));
            });
    AccessPlan.of(config)
        .forEach(access -> settings.put("access." + access.who(), access.principals()));
    settings.put("access.others", config.principals(AccessKeys.OTHERS));
    settings.put("service.stateDir", config.stateDir());
    settings.put("service.httpHost", config.httpHost());
    settings.put("service.httpPort", config.httpPort());
    settings.put("service.livenessStallTimeout", config.livenessStallTimeout());
    settings.put("service.shutdownTimeout", config.shutdownTimeout());
    return settings;
  }

  private static void properties(
      Map<String, Object> settings, String client, Map<String, Object> properties) {
    properties.forEach((name, value) -> settings.put(client + "." + name, value));
  }

  private static void components(Map<String, Object> settings, String name, Record values) {
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      String inner = name + "." + component.getName();
      Object value = value(component, values);
      if (value instanceof Record nested) {
        components(settings, inner, nested);
      } else {
        settings.put(inner, value);
      }
    }
  }

  private static Object value(RecordComponent component, Record values) {
    try {
      return component.getAccessor().invoke(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component.toString(), e);
    }
  }
}
