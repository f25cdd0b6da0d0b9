package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks good inputs in many ways: each is taken or refused with a reason, and nothing leaks. */
class MutationTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Values no mutation may bring into a refusal; unlike any word that a reason is made of.
  private static final String PHONE = "+12125550198";
  private static final String SECRET = "zqxjk";

  private static final Map<String, String> FIXTURES =
      Map.of(
          "canonical",
          "{\"log_id\":\"zqxjk1\",\"account_id\":\"zqxjk2\",\"phone\":\"+12125550198\","
              + "\"phone_e164\":\"+12125550198\",\"channel\":\"zqxjk3\","
              + "\"sent_at\":\"2024-03-01T00:00:00Z\",\"carrier\":\"zqxjk4\",\"body\":\"zqxjk5\"}",
          "duo-v2",
          "{\"context\":\"zqxjk1\",\"credits\":1,\"phone\":\"+12125550198\","
              + "\"telephony_id\":\"zqxjk2\",\"ts\":\"2024-03-15T08:30:00.466370+00:00\","
              + "\"txid\":\"zqxjk3\",\"type\":\"sms\"}");

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "duo-v2"})
  void shouldSurviveMutatedBytes(String format) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      byte[] input = mutate(FIXTURES.get(format), random);
      assertThatCode(() -> check(format, input))
          .as("seed %d, round %d", seed, round)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "duo-v2"})
  void shouldSurviveMutatedFields(String format) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      ObjectNode node = (ObjectNode) MAPPER.readTree(FIXTURES.get(format));
      mutate(node, random);
      byte[] input = MAPPER.writeValueAsBytes(node);
      assertThatCode(() -> check(format, input))
          .as("seed %d, round %d: %s", seed, round, node)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void shouldRefuseALineOfAMegabyteAndGoOn() {
    // Given
    String good = FIXTURES.get("canonical");
    String huge = good.replace("zqxjk5", "x".repeat(1 << 20));

    // When
    var verdicts = Verdicts.ofLogs("canonical", good + "\n" + huge + "\n" + good);

    // Then
    assertThat(verdicts.refusals()).containsExactly("LINE_TOO_LONG");
    assertThat(verdicts.values()).hasSize(2);
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8AndGoOn() {
    // Given
    String good = FIXTURES.get("canonical");
    byte[] input =
        (good + "\n" + good.replace("zqxjk4", "A\u00ff") + "\n" + good)
            .getBytes(StandardCharsets.ISO_8859_1);

    // When
    var lines = Verdicts.ofLogs("canonical", input);
    var document =
        Verdicts.ofLogs(
            "canonical",
            ("[" + new String(input, StandardCharsets.ISO_8859_1).replace('\n', ',') + "]")
                .getBytes(StandardCharsets.ISO_8859_1));

    // Then
    assertThat(lines.refusals()).containsExactly("INVALID_UTF8");
    assertThat(lines.values()).hasSize(2);
    assertThat(document.refusals()).containsExactly("INVALID_UTF8");
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeep() {
    // Given
    String deep = "[".repeat(5000);

    // When
    var line = Verdicts.ofLogs("canonical", "{\"a\":" + deep);
    var document = Verdicts.ofLogs("duo-v2", deep);

    // Then
    assertThat(line.refusals()).containsExactly("LINE_TOO_LONG");
    assertThat(document.refusals()).containsExactly("LINE_TOO_LONG");
  }

  private static void check(String format, byte[] input) {
    var verdicts = Verdicts.ofLogs(format, input);
    for (Decoded<MessageLog> verdict : verdicts.all()) {
      switch (verdict) {
        case Decoded.Rejected<MessageLog> rejected ->
            assertThat(rejected.describe()).doesNotContain(PHONE, PHONE.substring(2, 9), SECRET);
        case Decoded.Skipped<MessageLog> skipped ->
            assertThat(skipped.contentFields()).doesNotContain(PHONE, SECRET);
        case Decoded.Accepted<MessageLog> accepted -> {
          MessageLog log = accepted.value();
          assertThat(log.getLogId()).isNotBlank();
          assertThat(log.getAccountId()).isNotBlank();
          assertThat(log.getPhone()).isNotBlank();
          assertThat(log.getChannel()).isNotBlank();
          assertThat(log.getSentAt())
              .isBetween("1970-01-01T00:00:00.001Z", Verdicts.LATEST.toString());
        }
      }
    }
  }

  private static byte[] mutate(String fixture, Random random) {
    byte[] bytes = fixture.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\\\n\r0.-e".charAt(random.nextInt(14));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          byte[] longer = new byte[bytes.length * 2];
          System.arraycopy(bytes, 0, longer, 0, at);
          System.arraycopy(bytes, 0, longer, at, bytes.length);
          bytes = java.util.Arrays.copyOf(longer, at + bytes.length);
        }
      }
    }
    return bytes;
  }

  private static void mutate(ObjectNode node, Random random) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(9)) {
      case 0 -> node.remove(name);
      case 1 -> node.putNull(name);
      case 2 -> node.put(name, random.nextLong());
      case 3 -> node.put(name, random.nextDouble() * 1e20);
      case 4 -> node.put(name, random.nextBoolean());
      case 5 -> node.putArray(name).add(PHONE);
      case 6 -> node.putObject(name).put("phone", PHONE);
      case 7 -> node.put(name, random.nextBoolean() ? " " : SECRET + PHONE + "\u0000\uD800");
      default -> node.put(name, Long.toString(random.nextLong()));
    }
  }
}
