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

/** How records may stand in a file, whatever their format. */
class LogReaderTest {

  private static final String ITEM =
      """
      {"phone":"+12125550111","telephony_id":"%s","ts":"2024-03-15T08:30:00Z","type":"sms"}""";

  private static final String ONE = ITEM.formatted("t1");
  private static final String TWO = ITEM.formatted("t2");
  private static final String THREE = ITEM.formatted("t3");
  private static final String PRETTY = ONE.replace(",", ",\n  ").replace("{", "{\n  ");

  static Stream<String> layouts() {
    String answer = "{\"stat\":\"OK\",\"response\":{\"items\":[%s,%s]}}".formatted(TWO, THREE);
    return Stream.of(
        String.join("\n", ONE, TWO, THREE),
        ONE + "\n[" + TWO + "," + THREE + "]\n",
        "[" + ONE + "," + TWO + "]\n" + THREE + "\n",
        ONE + "\n" + answer,
        "[" + ONE + "]" + answer,
        ONE + TWO + THREE,
        ONE + " " + TWO + "\n" + THREE,
        ONE + "\n" + TWO + THREE,
        ONE + "\n" + TWO + "[" + THREE + "]\n",
        PRETTY + "\n" + TWO + "\n" + THREE,
        PRETTY + "\n" + answer,
        "[" + PRETTY + "]\n" + answer,
        "\n\n" + ONE + "\r\n\r\n" + TWO + THREE + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void shouldReadRecordsListsAndAnswersHoweverTheyStand(String input) {
    // When
    var verdicts = Verdicts.ofLogs("duo-v2", input);

    // Then
    assertThat(verdicts.refusals()).isEmpty();
    assertThat(verdicts.values())
        .extracting(MessageLog::getLogId)
        .containsExactly("t1", "t2", "t3");
  }

  @Test
  void shouldNameTheLineOfEachOfSeveralDocumentsOnIt() {
    // When
    var verdicts = Verdicts.ofLogs("duo-v2", ONE + "\n" + TWO + THREE);

    // Then
    assertThat(verdicts.lines()).containsExactly(1L, 2L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"phone\":\"+12125550112\",", "{\"phone\" oops}", "CEF:0|Duo", "{}"})
  void shouldGoOnBehindALineThatIsBroken(String broken) {
    // When
    var first = Verdicts.ofLogs("duo-v2", broken + "\n" + ONE + "\n" + TWO + "\n");
    var between = Verdicts.ofLogs("duo-v2", ONE + "\n" + broken + "\n" + TWO + "\n");
    var joined = Verdicts.ofLogs("duo-v2", ONE + "\n" + TWO + "oops\n" + THREE + "\n");

    // Then
    assertThat(first.refusals()).hasSize(1);
    assertThat(first.values()).hasSize(2);
    assertThat(between.refusals()).hasSize(1);
    assertThat(between.values()).hasSize(2);
    assertThat(joined.refusals()).containsExactly("MALFORMED_JSON");
  }

  @Test
  void shouldSayThatWhatComesAfterABreakWasNotRead() {
    // Given
    String broken = "[\n" + ONE + ",\n{\"phone\" oops},\n" + TWO + "]\n";

    // When
    var middle = Verdicts.ofLogs("duo-v2", broken);
    var end = Verdicts.ofLogs("duo-v2", "[\n" + ONE + ",\n" + TWO);

    // Then
    assertThat(middle.values()).hasSize(1);
    assertThat(middle.refusals()).containsExactly("BROKEN_DOCUMENT");
    assertThat(end.values()).hasSize(2);
    assertThat(end.refusals()).containsExactly("BROKEN_DOCUMENT");
    assertThat(lastOf(middle).last()).isTrue();
    assertThat(lastOf(middle).describe())
        .contains("get the file again", "what comes after it in this file was not read");
  }

  @Test
  void shouldSayOnceThatADocumentIsOfAnotherFormat() {
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
    var verdicts = Verdicts.ofLogs("duo-v2", page + page);

    // Then
    assertThat(verdicts.refusals()).containsExactly("OTHER_DOCUMENT");
    assertThat(lastOf(verdicts).last()).isTrue();
    assertThat(lastOf(verdicts).describe()).contains("duo-v2", "tocsin logs formats");
  }

  @Test
  void shouldPassOverARecordThatIsTooLongInADocument() {
    // Given
    String list = "[" + "{\"a\":1},".repeat(80_000) + "{}]";
    String longer = ONE.replace("{", "{\"more\":" + list + ",");

    // When
    var verdicts = Verdicts.ofLogs("duo-v2", "[" + ONE + "," + longer + "]" + longer + TWO);

    // Then
    assertThat(verdicts.refusals()).containsExactly("LINE_TOO_LONG", "LINE_TOO_LONG");
    assertThat(verdicts.values()).extracting(MessageLog::getLogId).containsExactly("t1", "t2");
  }

  @Test
  void shouldReadAListOfAnyLength() {
    // Given
    String items =
        String.join(",", IntStream.range(0, 5_000).mapToObj(i -> ITEM.formatted("t" + i)).toList());

    // When
    var verdicts = Verdicts.ofLogs("duo-v2", "[" + items + "]");

    // Then
    assertThat(verdicts.values()).hasSize(5_000);
  }

  /** As a cut or damaged gzip does, however short it is. */
  @ParameterizedTest
  @MethodSource("layouts")
  void shouldReadWhatStandsBeforeWhereTheInputIsDamaged(String input) {
    // Given
    byte[] bytes = (input + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream damaged =
        new SequenceInputStream(new ByteArrayInputStream(bytes), new DamagedInput());
    var verdicts = new Verdicts<MessageLog>();

    // When
    assertThatThrownBy(
            () ->
                new LogReader(LogFormats.byId("duo-v2").orElseThrow(), Verdicts.feed("acme"))
                    .read(damaged, verdicts))
        // Then
        .isInstanceOf(EOFException.class);
    assertThat(verdicts.values())
        .extracting(MessageLog::getLogId)
        .containsExactly("t1", "t2", "t3");
  }

  @Test
  void shouldNotWaitForASecondLineToReadTheFirst() throws IOException {
    // Given
    byte[] line = (ONE + "\n").getBytes(StandardCharsets.UTF_8);
    var verdicts = new Verdicts<MessageLog>();
    try (PipedOutputStream out = new PipedOutputStream();
        InputStream in = new PipedInputStream(out, 64 * 1024)) {
      out.write(line);
      out.flush();

      // When: nothing more comes, and nobody ends it
      new LogReader(LogFormats.byId("duo-v2").orElseThrow(), Verdicts.feed("acme"))
          .read(
              in,
              (number, verdict) -> {
                verdicts.accept(number, verdict);
                return false;
              });
    }

    // Then
    assertThat(verdicts.values()).hasSize(1);
  }

  @Test
  void shouldReadWhatIsEmpty() {
    for (String empty : new String[] {"", "\n\n", "[]", " [ ] \n"}) {
      // When
      var verdicts = Verdicts.ofLogs("duo-v2", empty);

      // Then
      assertThat(verdicts.all()).isEmpty();
    }
  }

  private static Decoded.Rejected<MessageLog> lastOf(Verdicts<MessageLog> verdicts) {
    return (Decoded.Rejected<MessageLog>) verdicts.all().getLast();
  }

  private static final class DamagedInput extends InputStream {

    @Override
    public int read() throws IOException {
      throw new EOFException("cut off");
    }
  }
}
