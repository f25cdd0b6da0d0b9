package dev.tocsin.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.HeaderNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersListIT {

  private static final String PHONE = "+12025550123";

  private static Cli cli;
  private static LetterBox box;
  private static String schema;
  private static String binary;
  private static String window;

  @BeforeAll
  static void fill() throws Exception {
    cli = Cli.onCluster("dead-list.");
    box = new LetterBox(cli);
    schema = box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 2, 40, "line\n\"" + PHONE + "\"");
    Headers headers = new RecordHeaders();
    LetterBox.add(headers, "trace", "of " + PHONE);
    // Headers of a provider with the names of Tocsin's are ignored.
    LetterBox.add(headers, HeaderNames.REASON, "NULL_KEY");
    LetterBox.add(headers, HeaderNames.OMITTED_BYTES, "7");
    LetterBox.add(headers, HeaderNames.REDRIVEN, schema);
    binary =
        box.put(
            box.letter(
                DeadLetterReason.NOT_WIRE_FORMAT,
                box.topics().messageLog("other"),
                0,
                7,
                null,
                "\u0001" + PHONE,
                headers));
    window =
        box.put(
            box.letter(
                DeadLetterReason.UNKNOWN_SCHEMA,
                box.topics().window(),
                0,
                3,
                "w-1",
                "window",
                new RecordHeaders()));
    box.put(
        new ProducerRecord<>(
            box.topics().deadLetter(), 1, LetterBox.bytes("k"), LetterBox.bytes("foreign")));
  }

  @AfterAll
  static void close() {
    box.close();
  }

  @Test
  void shouldListOriginWithoutContent() {
    // When
    Result result = cli.run("dead-letters", "list");
    JsonNode json = cli.json("dead-letters", "list");

    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    assertThat(result.lines()).hasSize(4);
    assertThat(result.lines().getFirst()).startsWith("LETTER").contains("REASON", "SOURCE");
    assertThat(result.lines().get(1))
        .startsWith(schema + " ")
        .contains("UNKNOWN_SCHEMA", "dead-list.telephony.message-log.duo-2@40", "what is wrong");
    assertThat(result.lines().get(2)).startsWith(binary + " ").contains("NOT_WIRE_FORMAT");
    assertThat(result.out() + json).doesNotContain(PHONE, "trace", "account ", "w-1");
    assertThat(result.err()).contains("1 record of topic 'dead-list.exposure.dead-letter'");
    assertThat(json).hasSize(3);
    JsonNode first = json.get(0);
    assertThat(first.at("/id").asText()).isEqualTo(schema);
    assertThat(first.at("/provider").asText()).isEqualTo("duo");
    assertThat(first.at("/partition").asInt()).isEqualTo(2);
    assertThat(first.at("/offset").asLong()).isEqualTo(40);
    assertThat(first.at("/bytes").asLong()).isEqualTo("account".length() + 7 + PHONE.length());
    assertThat(first.at("/whole").asBoolean()).isTrue();
    assertThat(first.at("/redriven_at").isNull()).isTrue();
    assertThat(Instant.parse(first.at("/set_aside_at").asText())).isBefore(Instant.now());
    assertThat(json.get(2).at("/provider").isNull()).isTrue();
  }

  @Test
  void shouldFilter() {
    // Given
    Instant now = Instant.now();
    String today = now.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);

    // When, then
    assertThat(ids("--reason=unknown_schema")).containsExactly(schema, window);
    assertThat(ids("--reason=NULL_KEY,not_wire_format")).containsExactly(binary);
    assertThat(ids("--provider=other")).containsExactly(binary);
    assertThat(ids("--topic=exposure.window")).containsExactly(window);
    assertThat(ids("--topic=dead-list.exposure.window")).containsExactly(window);
    assertThat(ids("--reason=unknown_schema", "--provider=duo")).containsExactly(schema);
    assertThat(ids("--limit=2")).containsExactly(schema, binary);
    assertThat(ids(window)).containsExactly(window);
    assertThat(ids("--since=2024-03-01", "--until=" + now.plusSeconds(60))).hasSize(3);
    assertThat(ids("--until=" + today)).hasSizeBetween(0, 3);
    assertThat(ids("--since=" + now.plusSeconds(60))).isEmpty();
    assertThat(ids("--until=2024-03-01")).isEmpty();
  }

  @Test
  void shouldCountByReasonAndTopicWithRemedy() {
    // When
    Result text = cli.run("dead-letters", "list", "--summary");
    JsonNode json = cli.json("dead-letters", "list", "--summary");

    // Then
    assertThat(text.lines())
        .anyMatch(l -> l.matches("NOT_WIRE_FORMAT +other +dead-list\\.\\S+\\.other +1 .*"))
        .anyMatch(l -> l.matches("UNKNOWN_SCHEMA +- +dead-list\\.exposure\\.window +1 .*"))
        .contains("  UNKNOWN_SCHEMA: " + DeadLetterReason.UNKNOWN_SCHEMA.remedy());
    assertThat(json).hasSize(3);
    assertThat(json.get(0).at("/letters").asInt()).isEqualTo(1);
    assertThat(json.get(0).at("/remedy").asText()).contains("byte 0");
  }

  @Test
  void shouldShowContentOnRequest() {
    // When
    Result text = cli.run("dead-letters", "list", "--show-content");
    JsonNode json = cli.json("dead-letters", "list", "--show-content", "--provider=other");

    // Then
    assertThat(text.lines())
        .contains("  key: \"account\"", "  value: \"line\\n\\\"" + PHONE + "\\\"\"")
        .contains("  key: null", "  header \"trace\": \"of " + PHONE + "\"")
        .anyMatch(line -> line.startsWith("  value: base64 AS"));
    assertThat(text.out()).doesNotContain("header \"tocsin");
    assertThat(json).hasSize(1);
    assertThat(json.get(0).at("/content/key").isNull()).isTrue();
    assertThat(json.get(0).at("/content/value/base64").asText()).startsWith("AS");
    assertThat(json.get(0).at("/content/headers/0/value/text").asText()).isEqualTo("of " + PHONE);
    assertThat(json.get(0).at("/content/headers")).hasSize(1);
  }

  @Test
  void shouldReportNoDeadLetters() {
    // When
    Result result = cli.run("dead-letters", "list", "--reason=too_large");
    Result json = cli.run("dead-letters", "list", "--reason=too_large", "--output=json");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no dead letters");
    assertThat(json.json()).isEmpty();
  }

  @Test
  void shouldRejectInvalidOptions() {
    assertUsage("expected one of null_value, null_key", "--reason=nonsense");
    assertUsage("1 or more, but was 0", "--limit=0");
    assertUsage("expected dead letters as PARTITION-OFFSET", "m-1");
    assertUsage("no dead letter 0-999 in topic", "0-999");
    assertUsage("--since: expected a date", "--since=yesterday");
    assertUsage("--summary shows no single letter", "--summary", "--show-content");
    assertThat(Cli.withoutTopics("dead-none.").run("dead-letters", "list").err())
        .contains("has no topic 'dead-none.exposure.dead-letter'");
  }

  private static void assertUsage(String expected, String... options) {
    Result result = list(options);
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains(expected);
  }

  private static List<String> ids(String... options) {
    JsonNode json = list(options).json();
    return StreamSupport.stream(json.spliterator(), false)
        .map(letter -> letter.at("/id").asText())
        .toList();
  }

  private static Result list(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "dead-letters";
    args[1] = "list";
    args[2] = "--output=json";
    System.arraycopy(options, 0, args, 3, options.length);
    return cli.run(args);
  }
}
