package dev.tocsin.proof.topology;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Records that must become dead letters, each with the reason it must get. */
final class Poisons {

  private static final long NOW = TopologyHarness.NOW.toEpochMilli();
  private static final Instant YEAR_2999 = Instant.parse("2999-01-01T00:00:00Z");
  private static final byte[] KEY = "acme".getBytes(StandardCharsets.UTF_8);

  private final EventSerdes serdes;
  private final TopicNames topics;

  Poisons(EventSerdes serdes, TopicNames topics) {
    this.serdes = serdes;
    this.topics = topics;
  }

  /**
   * One poisonous record.
   *
   * @param reason the code that its dead letter must carry
   */
  record Poison(String topic, byte[] key, byte[] value, long timestamp, String reason) {
    @Override
    public String toString() {
      return topic + " " + reason;
    }
  }

  /** Every kind, on every input topic. */
  Stream<Poison> all() {
    String logs = topics.messageLog("duo");
    String accounts = topics.account();
    String windows = topics.window();
    return Stream.of(
            everyWay(logs, bytes(log().build())),
            everyWay(accounts, bytes(account().build())),
            everyWay(windows, bytes(window().build())),
            Stream.of(
                new Poison(logs, KEY, null, NOW, "NULL_VALUE"),
                new Poison(logs, KEY, bytes(account().build()), NOW, "INCOMPATIBLE_SCHEMA"),
                new Poison(accounts, KEY, bytes(window().build()), NOW, "INCOMPATIBLE_SCHEMA"),
                new Poison(windows, KEY, bytes(log().build()), NOW, "INCOMPATIBLE_SCHEMA"),
                of(log().setSentAt(YEAR_2999), "FUTURE_EVENT_TIME"),
                of(log().setSentAt(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"),
                of(log().setSentAt(Instant.EPOCH), "INVALID_EVENT_TIME"),
                of(window().setFrom(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"),
                new Poison(
                    accounts,
                    KEY,
                    bytes(account().setUpdatedAt(Instant.ofEpochMilli(-1)).build()),
                    NOW,
                    "INVALID_EVENT_TIME"),
                of(log().setPhone(" "), "MISSING_FIELD"),
                of(log().setLogId(""), "MISSING_FIELD"),
                of(log().setAccountId(""), "MISSING_FIELD"),
                of(log().setChannel(""), "MISSING_FIELD"),
                of(log().setProvider("other"), "PROVIDER_MISMATCH"),
                of(log().setChannel("x".repeat(1_025)), "FIELD_TOO_LONG"),
                of(log().setState("x".repeat(1_025)), "FIELD_TOO_LONG"),
                of(window().setChannels(tooMany()), "FIELD_TOO_LONG"),
                of(window().setChannels(List.of("x".repeat(65))), "FIELD_TOO_LONG"),
                new Poison(
                    accounts,
                    KEY,
                    bytes(account().setName("x".repeat(1_025)).build()),
                    NOW,
                    "FIELD_TOO_LONG"),
                new Poison(accounts, null, null, NOW, "NULL_KEY"),
                new Poison(
                    accounts,
                    "else".getBytes(StandardCharsets.UTF_8),
                    bytes(account().build()),
                    NOW,
                    "KEY_MISMATCH"),
                new Poison(
                    accounts, KEY, bytes(account().setName(" ").build()), NOW, "MISSING_FIELD"),
                new Poison(
                    accounts,
                    KEY,
                    bytes(account().setUpdatedAt(YEAR_2999).build()),
                    NOW,
                    "FUTURE_EVENT_TIME"),
                new Poison(windows, null, null, NOW, "NULL_KEY"),
                new Poison(
                    windows,
                    new byte[] {(byte) 0xFF},
                    bytes(window().build()),
                    NOW,
                    "KEY_MISMATCH"),
                of(window().setFrom(YEAR_2999).setTo(null), "FUTURE_EVENT_TIME"),
                of(window().setTo(YEAR_2999), "FUTURE_EVENT_TIME"),
                of(window().setTo(Instant.EPOCH), "INVALID_RANGE"),
                of(window().setStatus("MAYBE"), "INVALID_STATUS"),
                of(window().setAccountIds(List.of()), "EMPTY_LIST"),
                of(window().setChannels(List.of("SMS", " ")), "EMPTY_LIST"),
                of(window().setAccountIds(tooMany()), "TOO_MANY_ACCOUNTS"),
                of(window().setProvider(""), "MISSING_FIELD")))
        .flatMap(s -> s);
  }

  /**
   * What goes wrong with bytes whatever they should have been. A timestamp of -1 only a real broker
   * takes: it is in the integration tests.
   */
  private Stream<Poison> everyWay(String topic, byte[] good) {
    byte[] unknown = good.clone();
    unknown[1] = 0x7F;
    return Stream.of(
        new Poison(topic, KEY, "not avro".getBytes(StandardCharsets.UTF_8), NOW, "NOT_WIRE_FORMAT"),
        new Poison(topic, KEY, new byte[0], NOW, "NOT_WIRE_FORMAT"),
        new Poison(topic, KEY, Arrays.copyOf(good, good.length - 2), NOW, "MALFORMED_PAYLOAD"),
        new Poison(topic, KEY, Arrays.copyOf(good, good.length + 3), NOW, "TRAILING_BYTES"),
        new Poison(topic, KEY, unknown, NOW, "UNKNOWN_SCHEMA"),
        new Poison(topic, KEY, good, YEAR_2999.toEpochMilli(), "INVALID_RECORD_TIMESTAMP"));
  }

  /** One good record for each input topic, for whoever wants to spoil it himself. */
  List<Poison> good() {
    return List.of(
        new Poison(topics.messageLog("duo"), KEY, bytes(log().build()), NOW, ""),
        new Poison(topics.account(), KEY, bytes(account().build()), NOW, ""),
        new Poison(topics.window(), KEY, bytes(window().build()), NOW, ""));
  }

  private static List<String> tooMany() {
    return Stream.iterate(0, i -> i + 1).limit(10_001).map(i -> "a" + i).toList();
  }

  private static MessageLog.Builder log() {
    return MessageLog.newBuilder()
        .setLogId("poison")
        .setAccountId("acme")
        .setPhone("+12025550123")
        .setChannel("SMS")
        .setSentAt(Instant.parse("2024-03-15T10:00:00Z"));
  }

  private static Account.Builder account() {
    return Account.newBuilder().setAccountId("acme").setName("Acme");
  }

  private static CompromiseWindow.Builder window() {
    return CompromiseWindow.newBuilder()
        .setWindowId("acme")
        .setProvider("duo")
        .setFrom(Instant.parse("2024-03-01T00:00:00Z"))
        .setTo(Instant.parse("2024-04-01T00:00:00Z"))
        .setStatus("ACTIVE")
        .setIncident(
            Incident.newBuilder()
                .setIncidentId("poison")
                .setTitle("Poison")
                .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
                .build());
  }

  private Poison of(MessageLog.Builder log, String reason) {
    return new Poison(topics.messageLog("duo"), KEY, bytes(log.build()), NOW, reason);
  }

  private Poison of(CompromiseWindow.Builder window, String reason) {
    return new Poison(topics.window(), KEY, bytes(window.build()), NOW, reason);
  }

  private byte[] bytes(MessageLog log) {
    return serdes.messageLog().serializer().serialize(topics.messageLog("duo"), log);
  }

  private byte[] bytes(Account account) {
    return serdes.account().serializer().serialize(topics.account(), account);
  }

  private byte[] bytes(CompromiseWindow window) {
    return serdes.window().serializer().serialize(topics.window(), window);
  }
}
