package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Valid records with a few bytes changed, removed, repeated or inserted, on every input topic: each
 * is processed or becomes one dead letter, and nothing else happens.
 *
 * <p>Run more with {@code -Dtocsin.fuzz.cases=N}, repeat one with {@code -Dtocsin.fuzz.seed=S}.
 */
class IntakeFuzzTest {

  private static final int CASES = Integer.getInteger("tocsin.fuzz.cases", 3_000);
  private static final String PHONE = "+12025550123";

  private final long seed = Long.getLong("tocsin.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final EventSerdes serdes = TopologyHarness.serdes();

  /** A valid record. */
  private record Valid(String topic, byte[] key, byte[] value) {}

  @Test
  void shouldProcessEachOrWriteOneDeadLetter() {
    // Given
    List<Valid> valid = List.of(log(), account(), window());
    try (TopologyHarness story =
        new TopologyHarness(TopologyHarness.settings(), serdes, telemetry)) {
      // When
      for (int i = 0; i < CASES; i++) {
        for (Valid one : valid) {
          byte[] key = random.nextInt(20) == 0 ? mutated(one.key()) : one.key();
          story.raw(one.topic(), key, mutated(one.value()), TopologyHarness.NOW.toEpochMilli());
        }
        if (i % 100 == 0) {
          story.settle();
        }
      }
      story.window("last").incident("last").declare();
      story.log("last").push();
      story.settle();
      // Then
      assertOneDeadLetterEach(story.deadLetters());
      assertThat(story.deadLetterReasons()).as("seed %d", seed).doesNotContain("INTERNAL_ERROR");
      assertThat(story.flagged()).as("seed %d", seed).contains("last/last");
      assertThat(taken("KEPT") + taken("TOO_OLD_TO_KEEP") + taken("DEAD_LETTER"))
          .as("seed %d", seed)
          .isEqualTo(CASES + 1);
      assertThat(taken("DEAD_LETTER")).as("seed %d: both occur", seed).isBetween(1, CASES - 1);
    }
  }

  private void assertOneDeadLetterEach(List<TestRecord<byte[], byte[]>> letters) {
    Set<String> places = new HashSet<>();
    for (TestRecord<byte[], byte[]> letter : letters) {
      String place =
          header(letter, "tocsin.dead-letter.topic")
              + "@"
              + header(letter, "tocsin.dead-letter.offset");
      assertThat(places.add(place)).as("seed %d: %s has two dead letters", seed, place).isTrue();
      assertThat(header(letter, "tocsin.dead-letter.detail"))
          .as("seed %d", seed)
          .doesNotContain("2025550");
    }
  }

  private int taken(String outcome) {
    return telemetry.counts.getOrDefault("inbound duo " + outcome, 0);
  }

  private byte[] mutated(byte[] valid) {
    byte[] bytes = valid;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
    return switch (random.nextInt(7)) {
      case 0 -> { // A bit.
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
      case 1 -> { // A byte, also of a length.
        byte[] copy = bytes.clone();
        copy[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
        yield copy;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 ->
          joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
      case 4 -> // Repeated bytes.
          joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
      case 5 -> { // Inserted bytes.
        byte[] more = new byte[length];
        random.nextBytes(more);
        yield joined(
            joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default -> { // Behind the schema id, where the decoder has to notice.
        byte[] copy = bytes.clone();
        if (bytes.length > 6) {
          copy[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
        }
        yield copy;
      }
    };
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }

  private Valid log() {
    String topic = TopologyHarness.TOPICS.messageLog("duo");
    MessageLog log =
        new MessageLog(
            "m1",
            "acme",
            PHONE,
            PHONE,
            "SMS",
            Instant.parse("2024-03-15T10:00:00Z"),
            "passcode",
            "Carrier",
            "US",
            "MI",
            null);
    return new Valid(topic, bytes("acme"), serdes.messageLog().serializer().serialize(topic, log));
  }

  private Valid account() {
    String topic = TopologyHarness.TOPICS.account();
    Account account = new Account("acme", "Acme", "soc@acme.example", "US", null);
    return new Valid(topic, bytes("acme"), serdes.account().serializer().serialize(topic, account));
  }

  private Valid window() {
    String topic = TopologyHarness.TOPICS.window();
    CompromiseWindow window =
        CompromiseWindow.newBuilder()
            .setWindowId("w")
            .setIncident(
                Incident.newBuilder()
                    .setIncidentId("breach")
                    .setTitle("Breach")
                    .setBecameAwareAt(Instant.parse("2024-04-08T00:00:00Z"))
                    .setExposedFields(List.of("phone", "carrier"))
                    .build())
            .setProvider("duo")
            .setAccountIds(List.of("acme", "umbrella"))
            .setChannels(List.of("SMS"))
            .setFrom(Instant.parse("2024-03-01T00:00:00Z"))
            .setTo(Instant.parse("2024-04-01T00:00:00Z"))
            .setStatus("ACTIVE")
            .build();
    return new Valid(topic, bytes("w"), serdes.window().serializer().serialize(topic, window));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
