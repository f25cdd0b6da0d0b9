package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.Fixtures;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format with its fixture, unchanged and mutated. */
class FormatFixturesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final LogFormat CANONICAL = LogFormats.byId("canonical").orElseThrow();

  static Stream<LogFormat> formats() {
    return LogFormats.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldMatchFixture(LogFormat format) throws IOException {
    // When
    Outcomes<MessageLog> read = read(format, Fixtures.input(format));
    Outcomes<MessageLog> meant = read(CANONICAL, Fixtures.expected(format));

    // Then
    assertThat(read.rejections()).isEmpty();
    assertThat(meant.rejections()).isEmpty();
    assertThat(read.values()).isEqualTo(meant.values()).isNotEmpty();
    assertThat(read.all())
        .filteredOn(Decoded.Accepted.class::isInstance)
        .allSatisfy(
            outcome ->
                assertThat(((Decoded.Accepted<MessageLog>) outcome).unknownFields()).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldReadByteOrderMarkAndCarriageReturns(LogFormat format) throws IOException {
    // Given
    byte[] plain = Fixtures.input(format);
    byte[] windows =
        ("\uFEFF" + new String(plain, StandardCharsets.UTF_8).replace("\n", "\r\n"))
            .getBytes(StandardCharsets.UTF_8);

    // When
    Outcomes<MessageLog> read = read(format, windows);

    // Then
    assertThat(read.values()).isEqualTo(read(format, plain).values());
    assertThat(read.rejections()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldReadSameRecordsTwice(LogFormat format) throws IOException {
    // When
    List<MessageLog> first = read(format, Fixtures.input(format)).values();
    List<MessageLog> second = read(format, Fixtures.input(format)).values();

    // Then
    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldNotGuessAccount(LogFormat format) throws IOException {
    // Given
    Feed nobody = new Feed("duo", null, Map.of(), ZoneOffset.UTC, () -> Fixtures.LATEST);
    var outcomes = new Outcomes<MessageLog>();

    // When
    new LogReader(format, nobody).read(new ByteArrayInputStream(Fixtures.input(format)), outcomes);

    // Then
    assertThat(outcomes.values())
        .allSatisfy(log -> assertThat(log.getAccountId()).isNotEqualTo("acme").isNotBlank());
    if (format.needsAccount()) {
      assertThat(outcomes.values()).isEmpty();
      assertThat(outcomes.rejections())
          .allMatch(rejection -> rejection.startsWith("UNMAPPED_"))
          .isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldAcceptOrRejectMutatedInput(LogFormat format) throws IOException {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] fixture = Fixtures.input(format);
    Set<String> secrets = secrets(read(format, fixture).values());
    assertThat(secrets).isNotEmpty();
    for (int round = 0; round < 1_500; round++) {
      byte[] input =
          format.layout() == LogFormat.Layout.JSON && random.nextBoolean()
              ? mutatedFields(fixture, random)
              : Mutations.of(fixture, random);
      assertThatCode(() -> check(format, input, secrets))
          .as("%s, seed %d, round %d", format.id(), seed, round)
          .doesNotThrowAnyException();
    }
  }

  static Stream<LogFormat> jsonFormats() {
    return formats().filter(format -> format.layout() == LogFormat.Layout.JSON);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jsonFormats")
  void shouldRejectLongLineAndContinue(LogFormat format) throws IOException {
    // Given
    List<MessageLog> good = read(format, Fixtures.input(format)).values();
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write(("{\"a\":\"" + "x".repeat(1 << 20) + "\"}\n").getBytes(StandardCharsets.UTF_8));
    input.write(Fixtures.input(format));

    // When
    Outcomes<MessageLog> outcomes = read(format, input.toByteArray());

    // Then
    assertThat(outcomes.rejections()).containsExactly("LINE_TOO_LONG");
    assertThat(outcomes.values()).isEqualTo(good);
  }

  /** Values that no rejection may quote: data of persons and ids of messages. */
  private static Set<String> secrets(List<MessageLog> logs) {
    return logs.stream()
        .flatMap(log -> Stream.of(log.getPhone(), log.getLogId()))
        .filter(text -> text.length() >= 6)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldRejectInvalidUtf8AndContinue() {
    // Given
    String good = new String(Fixtures.input(CANONICAL), StandardCharsets.UTF_8).strip();
    String bad = good.replace("T-Mobile", "A\u00ff");
    byte[] lines = (good + "\n" + bad + "\n" + good).getBytes(StandardCharsets.ISO_8859_1);
    byte[] array = ("[" + good + "," + bad + "]").getBytes(StandardCharsets.ISO_8859_1);

    // When
    var ofLines = Outcomes.ofLogs("canonical", lines);
    var ofDocument = Outcomes.ofLogs("canonical", array);

    // Then
    assertThat(ofLines.rejections()).containsExactly("INVALID_UTF8");
    assertThat(ofLines.values()).hasSize(2);
    assertThat(ofDocument.rejections()).containsExactly("INVALID_UTF8");
  }

  @Test
  void shouldRejectDeepNesting() {
    // Given
    String deep = "[".repeat(5000);

    // When
    var line = Outcomes.ofLogs("canonical", "{\"a\":" + deep);
    var document = Outcomes.ofLogs("duo-v2", deep);

    // Then
    assertThat(line.rejections()).containsExactly("LINE_TOO_LONG");
    assertThat(document.rejections()).containsExactly("LINE_TOO_LONG");
  }

  private static void check(LogFormat format, byte[] input, Set<String> secrets)
      throws IOException {
    for (Decoded<MessageLog> outcome : read(format, input).all()) {
      switch (outcome) {
        case Decoded.Rejected<MessageLog> rejected ->
            assertThat(rejected.describe()).doesNotContain(secrets);
        case Decoded.Skipped<MessageLog> skipped ->
            assertThat(String.join(" ", skipped.contentFields())).doesNotContain(secrets);
        case Decoded.Accepted<MessageLog> accepted -> {
          MessageLog log = accepted.value();
          assertThat(log.getLogId()).isNotBlank();
          assertThat(log.getAccountId()).isNotBlank();
          assertThat(log.getPhone()).isNotBlank();
          assertThat(log.getChannel()).isNotBlank();
          assertThat(log.getSentAt())
              .isBetween("1970-01-01T00:00:00.001Z", Fixtures.LATEST.toString());
        }
      }
    }
  }

  /** Removes or changes one field of one line. */
  private static byte[] mutatedFields(byte[] fixture, Random random) throws IOException {
    String[] lines = new String(fixture, StandardCharsets.UTF_8).strip().split("\n");
    int which = random.nextInt(lines.length);
    ObjectNode line = (ObjectNode) MAPPER.readTree(lines[which]);
    List<ObjectNode> objects = new ArrayList<>();
    collect(line, objects);
    mutate(objects.get(random.nextInt(objects.size())), random);
    lines[which] = MAPPER.writeValueAsString(line);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<ObjectNode> to) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      to.add(object);
    }
    node.forEach(child -> collect(child, to));
  }

  private static void mutate(ObjectNode node, Random random) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(12)) {
      case 0 -> node.remove(name);
      case 1 -> node.putNull(name);
      case 2 -> node.put(name, random.nextLong());
      case 3 -> node.put(name, random.nextDouble() * 1e20);
      case 4 -> node.put(name, random.nextBoolean());
      case 5 -> {
        ArrayNode array = node.putArray(name);
        array.add("+12125550111");
      }
      case 6 -> node.putObject(name).put("phone", "+12125550111");
      case 7 -> node.put(name, random.nextBoolean() ? " " : "\u0000\uD800");
      case 8 -> node.put(name, node.get(name).asText());
      case 9 -> node.put(name, node.get(name).asLong());
      case 10 -> node.put(name, "2024-03-15T08:30:00+99:00");
      default -> node.put(name, Long.toString(random.nextLong()));
    }
  }

  private static Outcomes<MessageLog> read(LogFormat format, byte[] input) throws IOException {
    var outcomes = new Outcomes<MessageLog>();
    new LogReader(format, Fixtures.feed()).read(new ByteArrayInputStream(input), outcomes);
    return outcomes;
  }
}
