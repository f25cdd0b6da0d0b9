package dev.tocsin.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a producer sends, on whichever topic: one dead letter, and the stream goes on. */
class PoisonTest {

  private static final long NOW = Scenario.NOW.toEpochMilli();
  private static final Instant YEAR_2999 = Instant.parse("2999-01-01T00:00:00Z");
  private static final byte[] KEY = "acme".getBytes(StandardCharsets.UTF_8);
  private static final EventSerdes SERDES = Scenario.serdes();

  private final Scenario story = new Scenario();

  @AfterEach
  void close() {
    story.close();
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

  static Stream<Poison> poison() {
    String logs = Scenario.TOPICS.messageLog("duo");
    String accounts = Scenario.TOPICS.account();
    String windows = Scenario.TOPICS.window();
    return Stream.of(
            everyWay(logs, bytes(log().build())),
            everyWay(accounts, bytes(account().build())),
            everyWay(windows, bytes(window().build())),
            Stream.of(
                new Poison(logs, KEY, null, NOW, "NULL_VALUE"),
                of(log().setSentAt(YEAR_2999), "FUTURE_EVENT_TIME"),
                of(log().setSentAt(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"),
                of(log().setPhone(" "), "MISSING_FIELD"),
                of(log().setLogId(""), "MISSING_FIELD"),
                of(log().setAccountId(""), "MISSING_FIELD"),
                of(log().setChannel(""), "MISSING_FIELD"),
                of(log().setProvider("other"), "PROVIDER_MISMATCH"),
                new Poison(accounts, null, null, NOW, "NULL_KEY"),
                new Poison(accounts, "else".getBytes(StandardCharsets.UTF_8),
                    bytes(account().build()), NOW, "KEY_MISMATCH"),
                new Poison(accounts, KEY, bytes(account().setName(" ").build()), NOW, "MISSING_FIELD"),
                new Poison(accounts, KEY, bytes(account().setUpdatedAt(YEAR_2999).build()), NOW,
                    "FUTURE_EVENT_TIME"),
                new Poison(windows, null, null, NOW, "NULL_KEY"),
                new Poison(windows, new byte[] {(byte) 0xFF}, bytes(window().build()), NOW,
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
  private static Stream<Poison> everyWay(String topic, byte[] good) {
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

  @ParameterizedTest
  @MethodSource("poison")
  void shouldBuryPoisonOnceAndGoOn(Poison poison) {
    // Given
    story.account("good");
    // When
    story.raw(poison.topic(), poison.key(), poison.value(), poison.timestamp());
    story.log("m1").account("good").push();
    story.window("w").accounts("good").declare();
    story.settle();
    // Then
    assertThat(story.deadLetterReasons()).containsExactly(poison.reason());
    TestRecord<byte[], byte[]> letter = story.deadLetters().getFirst();
    assertThat(letter.key()).isEqualTo(poison.key());
    assertThat(letter.value()).isEqualTo(poison.value());
    assertThat(header(letter, "tocsin.dead-letter.topic")).isEqualTo(poison.topic());
    assertThat(header(letter, "tocsin.dead-letter.partition")).isEqualTo("0");
    assertThat(header(letter, "tocsin.dead-letter.timestamp"))
        .isEqualTo(Long.toString(poison.timestamp()));
    assertThat(header(letter, "tocsin.dead-letter.offset")).matches("\\d+");
    assertThat(headers(letter)).doesNotContain("2025550123");
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.standing()).hasSize(2);
  }

  @Test
  void shouldSayThatCoverageIsPartialWhereDeadLettersMayBelong() {
    // Given
    story.window("w").declare();
    story.window("early").incident("early").to("2024-03-02T00:00:00Z").declare();
    story.window("else").incident("else").provider("other").declare();
    story.settle();
    // When
    story.log("m1").at("2024-03-15T00:00:00Z").phone(" ").push();
    story.settle();
    // Then
    assertThat(story.incident("breach").getCoverage().getReasons()).containsExactly("DEAD_LETTERS");
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(1);
    assertThat(story.incident("early").getCoverage().getState()).isEqualTo("COMPLETE");
    assertThat(story.incident("else").getCoverage().getState()).isEqualTo("COMPLETE");
  }

  private static String headers(TestRecord<byte[], byte[]> letter) {
    StringBuilder all = new StringBuilder();
    letter.headers().forEach(h -> all.append(new String(h.value(), StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
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

  private static Poison of(MessageLog.Builder log, String reason) {
    return new Poison(Scenario.TOPICS.messageLog("duo"), KEY, bytes(log.build()), NOW, reason);
  }

  private static Poison of(CompromiseWindow.Builder window, String reason) {
    return new Poison(Scenario.TOPICS.window(), KEY, bytes(window.build()), NOW, reason);
  }

  private static byte[] bytes(MessageLog log) {
    return SERDES.messageLog().serializer().serialize(Scenario.TOPICS.messageLog("duo"), log);
  }

  private static byte[] bytes(Account account) {
    return SERDES.account().serializer().serialize(Scenario.TOPICS.account(), account);
  }

  private static byte[] bytes(CompromiseWindow window) {
    return SERDES.window().serializer().serialize(Scenario.TOPICS.window(), window);
  }
}
