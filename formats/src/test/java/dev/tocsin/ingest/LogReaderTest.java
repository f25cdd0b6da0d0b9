package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.format.LogFormats;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of records in a file, for any format. */
class LogReaderTest {

  private static final String ITEM =
      """
      {"phone":"+12125550111","telephony_id":"%s","ts":"2024-03-15T08:30:00Z","type":"sms"}""";

  private static final String ONE = ITEM.formatted("t1");
  private static final String TWO = ITEM.formatted("t2");
  private static final String THREE = ITEM.formatted("t3");
  private static final String PRETTY = ONE.replace(",", ",\n  ").replace("{", "{\n  ");

  static Stream<String> layouts() {
    String response = "{\"stat\":\"OK\",\"response\":{\"items\":[%s,%s]}}".formatted(TWO, THREE);
    return Stream.of(
        String.join("\n", ONE, TWO, THREE),
        ONE + "\n[" + TWO + "," + THREE + "]\n",
        "[" + ONE + "," + TWO + "]\n" + THREE + "\n",
        ONE + "\n" + response,
        "[" + ONE + "]" + response,
        ONE + TWO + THREE,
        ONE + " " + TWO + "\n" + THREE,
        ONE + "\n" + TWO + THREE,
        ONE + "\n" + TWO + "[" + THREE + "]\n",
        PRETTY + "\n" + TWO + "\n" + THREE,
        PRETTY + "\n" + response,
        "[" + PRETTY + "]\n" + response,
        "\n\n" + ONE + "\r\n\r\n" + TWO + THREE + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void shouldReadRecordsListsAndResponsesInAnyLayout(String input) {
    // When
    var outcomes = Outcomes.ofLogs("duo-v2", input);

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values())
        .extracting(MessageLog::getLogId)
        .containsExactly("t1", "t2", "t3");
  }

  @Test
  void shouldNameLineOfEachDocument() {
    // When
    var outcomes = Outcomes.ofLogs("duo-v2", ONE + "\n" + TWO + THREE);

    // Then
    assertThat(outcomes.lines()).containsExactly(1L, 2L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"phone\":\"+12125550112\",", "{\"phone\" oops}", "CEF:0|Duo", "{}"})
  void shouldContinueAfterMalformedLine(String broken) {
    // When
    var first = Outcomes.ofLogs("duo-v2", broken + "\n" + ONE + "\n" + TWO + "\n");
    var between = Outcomes.ofLogs("duo-v2", ONE + "\n" + broken + "\n" + TWO + "\n");
    var joined = Outcomes.ofLogs("duo-v2", ONE + "\n" + TWO + "oops\n" + THREE + "\n");

    // Then
    assertThat(first.rejections()).hasSize(1);
    assertThat(first.values()).hasSize(2);
    assertThat(between.rejections()).hasSize(1);
    assertThat(between.values()).hasSize(2);
    assertThat(joined.rejections()).containsExactly("MALFORMED_JSON");
  }

  @Test
  void shouldReportThatRestOfDocumentWasNotRead() {
    // Given
    String broken = "[\n" + ONE + ",\n{\"phone\" oops},\n" + TWO + "]\n";

    // When
    var middle = Outcomes.ofLogs("duo-v2", broken);
    var end = Outcomes.ofLogs("duo-v2", "[\n" + ONE + ",\n" + TWO);

    // Then
    assertThat(middle.values()).hasSize(1);
    assertThat(middle.rejections()).containsExactly("BROKEN_DOCUMENT");
    assertThat(end.values()).hasSize(2);
    assertThat(end.rejections()).containsExactly("BROKEN_DOCUMENT");
    assertThat(lastOf(middle).last()).isTrue();
    assertThat(lastOf(middle).describe())
        .contains("download the file again", "the rest of this file was not read");
  }

  @Test
  void shouldReportDocumentOfAnotherFormatOnce() {
    // Given
    String page =
        """
        {
          "page": 0,
          "messages": [
            {"sid": "SM1"},
            {"sid": "SM2"}
          ]
        }
        """;

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", page + page);

    // Then
    assertThat(outcomes.rejections()).containsExactly("OTHER_DOCUMENT");
    assertThat(lastOf(outcomes).last()).isTrue();
    assertThat(lastOf(outcomes).describe()).contains("duo-v2", "tocsin logs formats");
  }

  @Test
  void shouldSkipRecordThatIsTooLong() {
    // Given
    String list = "[" + "{\"a\":1},".repeat(80_000) + "{}]";
    String longer = ONE.replace("{", "{\"more\":" + list + ",");

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", "[" + ONE + "," + longer + "]" + longer + TWO);

    // Then
    assertThat(outcomes.rejections()).containsExactly("LINE_TOO_LONG", "LINE_TOO_LONG");
    assertThat(outcomes.values()).extracting(MessageLog::getLogId).containsExactly("t1", "t2");
  }

  @Test
  void shouldReadListOfAnyLength() {
    // Given
    String items =
        String.join(",", IntStream.range(0, 5_000).mapToObj(i -> ITEM.formatted("t" + i)).toList());

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", "[" + items + "]");

    // Then
    assertThat(outcomes.values()).hasSize(5_000);
  }

  /** Fails like a truncated or damaged gzip of any length. */
  @ParameterizedTest
  @MethodSource("layouts")
  void shouldReadRecordsBeforeDamage(String input) {
    // Given
    byte[] bytes = (input + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream damaged =
        new SequenceInputStream(new ByteArrayInputStream(bytes), new DamagedInput());
    var outcomes = new Outcomes<MessageLog>();

    // When
    assertThatThrownBy(
            () ->
                new LogReader(LogFormats.byId("duo-v2").orElseThrow(), Outcomes.feed("acme"))
                    .read(damaged, outcomes))
        // Then
        .isInstanceOf(EOFException.class);
    assertThat(outcomes.values())
        .extracting(MessageLog::getLogId)
        .containsExactly("t1", "t2", "t3");
  }

  @Test
  void shouldReadFirstLineBeforeSecondArrives() throws IOException {
    // Given
    byte[] line = (ONE + "\n").getBytes(StandardCharsets.UTF_8);
    var outcomes = new Outcomes<MessageLog>();
    try (PipedOutputStream out = new PipedOutputStream();
        InputStream in = new PipedInputStream(out, 64 * 1024)) {
      out.write(line);
      out.flush();

      // When: no further line arrives, and the input stays open
      new LogReader(LogFormats.byId("duo-v2").orElseThrow(), Outcomes.feed("acme"))
          .read(
              in,
              (number, outcome) -> {
                outcomes.accept(number, outcome);
                return false;
              });
    }

    // Then
    assertThat(outcomes.values()).hasSize(1);
  }

  @Test
  void shouldReadEmptyInput() {
    for (String empty : new String[] {"", "\n\n", "[]", " [ ] \n"}) {
      // When
      var outcomes = Outcomes.ofLogs("duo-v2", empty);

      // Then
      assertThat(outcomes.all()).isEmpty();
    }
  }

  private static Decoded.Rejected<MessageLog> lastOf(Outcomes<MessageLog> outcomes) {
    return (Decoded.Rejected<MessageLog>) outcomes.all().getLast();
  }

  private static final class DamagedInput extends InputStream {

    @Override
    public int read() throws IOException {
      throw new EOFException("cut off");
    }
  }
}
