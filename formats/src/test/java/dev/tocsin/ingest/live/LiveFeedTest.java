package dev.tocsin.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.LogReader;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.format.Fixtures;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import dev.tocsin.topology.intake.NativeLogs.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveFeedTest {

  private static final long LATEST = Fixtures.LATEST.toEpochMilli();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<LogFormat> formats() {
    return LogFormats.all().stream().filter(f -> f.layout() == LogFormat.Layout.JSON);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldReadBatchLikeImportedFile(LogFormat format) throws IOException {
    // Given
    byte[] batch = ("[" + String.join(",", lines(format)) + "]").getBytes(StandardCharsets.UTF_8);

    // When
    Reading reading = feed(format).read(batch, LATEST);

    // Then
    assertThat(reading.rejected()).isNull();
    assertThat(reading.logs()).isEqualTo(imported(format));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldReadEachItemSeparately(LogFormat format) throws IOException {
    // Given
    LiveFeed feed = feed(format);
    List<MessageLog> pushed = new ArrayList<>();

    // When
    for (String line : lines(format)) {
      Reading reading = feed.read(line.getBytes(StandardCharsets.UTF_8), LATEST);
      assertThat(reading.rejected()).isNull();
      pushed.addAll(reading.logs());
    }

    // Then
    assertThat(pushed).isEqualTo(imported(format));
  }

  static Stream<LogFormat> formatsOfApis() {
    return formats().filter(format -> !format.listFields().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formatsOfApis")
  void shouldReadResponseLikeImportedFile(LogFormat format) throws IOException {
    for (String list : format.listFields()) {
      // Given
      byte[] response =
          "{\"%s\":[%s]}"
              .formatted(list, String.join(",", lines(format)))
              .getBytes(StandardCharsets.UTF_8);

      // When
      Reading reading = feed(format).read(response, LATEST);

      // Then
      assertThat(reading.rejected()).isNull();
      assertThat(reading.logs()).isNotEmpty().isEqualTo(imported(format, response));
    }
  }

  @Test
  void shouldReadListInsideResponse() throws IOException {
    // Given
    LogFormat format = LogFormats.byId("duo-v2").orElseThrow();
    byte[] response =
        "{\"response\":{\"items\":[%s],\"metadata\":{\"total_objects\":9}},\"stat\":\"OK\"}"
            .formatted(String.join(",", lines(format)))
            .getBytes(StandardCharsets.UTF_8);

    // When
    Reading reading = feed(format).read(response, LATEST);

    // Then
    assertThat(reading.rejected()).isNull();
    assertThat(reading.logs()).isNotEmpty().isEqualTo(imported(format));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stat\":\"FAIL\",\"code\":40103,\"message\":\"Invalid signature\"}|API_ERROR|API_ERROR stat",
        "{\"stat\":\"FAIL\",\"response\":{\"items\":[]}}|API_ERROR|API_ERROR stat",
        "CEF:0 Duo Telephony|CEF|CEF (column 1)",
        "{\"stat\":\"OK\",\"response\":{\"metadata\":{}}}|MALFORMED_JSON|NO_ITEMS"
      })
  void shouldRejectForSameReasonAsFileImport(String value, DeadLetterReason reason, String detail)
      throws IOException {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());

    // When
    Reading reading = feed.read(value.getBytes(StandardCharsets.UTF_8), LATEST);

    // Then
    assertThat(reading.logs()).isEmpty();
    assertThat(Objects.requireNonNull(reading.rejected()).reason()).isEqualTo(reason);
    assertThat(reading.rejected().detail()).isEqualTo(detail);
    assertThat(rejectionsOfFile(value)).containsExactly(detail);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void shouldReadSameRecordWithoutContent(LogFormat format) throws IOException {
    // Given
    LiveFeed feed = feed(format);

    for (String line : lines(format)) {
      // When
      byte[] stripped = feed.withoutContent(line.getBytes(StandardCharsets.UTF_8));

      // Then
      assertThat(feed.read(stripped, LATEST).logs())
          .isEqualTo(feed.read(line.getBytes(StandardCharsets.UTF_8), LATEST).logs());
      assertThat(feed.read(stripped, LATEST).contentFields()).isZero();
    }
  }

  @Test
  void shouldReadValidItemsAndReportInvalidOnes() {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());
    String good =
        """
        {"phone":"+12125550111","telephony_id":"t1","ts":"2024-03-15T08:30:00Z","type":"sms"}""";
    String bad = good.replace("2024-03-15T08:30:00Z", "yesterday");

    // When
    Reading reading =
        feed.read(("[" + good + "," + bad + "]").getBytes(StandardCharsets.UTF_8), LATEST);

    // Then
    assertThat(reading.logs()).hasSize(1);
    assertThat(Objects.requireNonNull(reading.rejected()).reason())
        .isEqualTo(DeadLetterReason.INVALID_EVENT_TIME);
    assertThat(reading.rejected().detail()).isEqualTo("INVALID_TIME ts");
  }

  @Test
  void shouldRejectUnpairedSurrogateAsInvalidField() {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());
    String pushed =
        """
        {"phone":"+12125550111","telephony_id":"t\\ud800","ts":"2024-03-15T08:30:00Z","type":"sms"}""";

    // When
    Reading reading = feed.read(pushed.getBytes(StandardCharsets.UTF_8), LATEST);

    // Then
    assertThat(reading.logs()).isEmpty();
    assertThat(Objects.requireNonNull(reading.rejected()).reason())
        .isEqualTo(DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldKeepMalformedJsonUnchanged() {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());
    byte[] broken = "{\"body\":\"hello\", oops".getBytes(StandardCharsets.UTF_8);

    // When
    Reading reading = feed.read(broken, LATEST);

    // Then
    assertThat(Objects.requireNonNull(reading.rejected()).reason())
        .isEqualTo(DeadLetterReason.MALFORMED_JSON);
    assertThat(reading.rejected().detail()).doesNotContain("hello");
    assertThat(feed.withoutContent(broken)).isEqualTo(broken);
  }

  @Test
  void shouldRemoveContentAtEveryDepth() throws IOException {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());
    String pushed =
        """
        {"ts":"x","body":"secret","text":["secret"],"content":{"parts":["secret"]},\
        "data":[{"messageBody":"secret","phone":"+12125550111"}]}""";

    // When
    byte[] stripped = feed.withoutContent(pushed.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(MAPPER.readTree(stripped))
        .isEqualTo(MAPPER.readTree("{\"ts\":\"x\",\"data\":[{\"phone\":\"+12125550111\"}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // In a text, in a text inside one, in a list of texts
        "{`n`:`{\\`body\\`:\\`secret\\`,\\`a\\`:1}`}",
        "{`n`:`{\\`m\\`:\\`{\\\\\\`body\\\\\\`:\\\\\\`secret\\\\\\`}\\`}`}",
        "{`n`:[`[{\\`text\\`:\\`secret\\`}]`]}",
        // Not a record in spite of its name: no JSON, a list, another place, twice
        "{`message`:`secret`}",
        "{`message`:`[\\`secret\\`]`}",
        "{`message`:{`a`:`secret`}}",
        "{`x`:{`message`:`{\\`a\\`:\\`secret\\`}`}}",
        "{`logEvents`:[{`x`:[{`message`:`{\\`a\\`:\\`secret\\`}`}]}]}",
        "{`events`:[{`message`:`{\\`message\\`:\\`{\\\\\\`a\\\\\\`:\\\\\\`secret\\\\\\`}\\`}`}]}",
        // Next to an unpaired surrogate
        "{`body`:`secret`,`x`:`\\ud800`}",
      })
  void shouldRemoveContentFromJsonInText(String pushed) {
    // Given
    LiveFeed feed = feed(LogFormats.byId("aws-eum").orElseThrow());
    byte[] bytes = pushed.replace('`', '"').getBytes(StandardCharsets.UTF_8);

    // When
    byte[] stripped = feed.withoutContent(bytes);

    // Then
    assertThat(stripped).asString(StandardCharsets.UTF_8).doesNotContain("secret");
    assertThatCode(() -> MAPPER.readTree(stripped)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{`message`:`{\\`messageId\\`:\\`m\\`}`}",
        "[{`message`:`{\\`messageId\\`:\\`m\\`}`}]",
        "{`logEvents`:[{`message`:`{\\`messageId\\`:\\`m\\`}`}]}",
        "{`events`:[{`message`:`{\\`messageId\\`:\\`m\\`}`}]}",
      })
  void shouldKeepWrappedRecords(String pushed) {
    // Given
    LiveFeed feed = feed(LogFormats.byId("aws-eum").orElseThrow());
    byte[] bytes = pushed.replace('`', '"').getBytes(StandardCharsets.UTF_8);

    // Then
    assertThat(feed.withoutContent(bytes)).isSameAs(bytes);
  }

  @Test
  void shouldWriteRemainingJsonUnchanged() {
    // Given
    LiveFeed feed = feed(LogFormats.byId("duo-v2").orElseThrow());
    String left =
        "{\"a\":[1e999999999,-0.0,1.10,%s],\"b\":\"é\uD83D\uDE00\\ud800\",\"c\":null,\"d\":true}"
            .formatted("9".repeat(2_000));
    String pushed = left.replace("{", "{\"body\":\"secret\",");

    // When
    byte[] stripped = feed.withoutContent(pushed.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(stripped).asString(StandardCharsets.UTF_8).isEqualTo(left);
  }

  private static LiveFeed feed(LogFormat format) {
    return new LiveFeed(format, "duo", "acme", Map.of("DUO-CHILD", "child-1"), ZoneOffset.UTC);
  }

  private static List<String> lines(LogFormat format) {
    return new String(Fixtures.input(format), StandardCharsets.UTF_8).strip().lines().toList();
  }

  private static List<String> rejectionsOfFile(String content) throws IOException {
    List<String> rejections = new ArrayList<>();
    new LogReader(LogFormats.byId("duo-v2").orElseThrow(), Fixtures.feed())
        .read(
            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
            (line, outcome) ->
                outcome instanceof Decoded.Rejected<MessageLog> rejected
                    && rejections.add(rejected.summary()));
    return rejections;
  }

  private static List<MessageLog> imported(LogFormat format) throws IOException {
    return imported(format, Fixtures.input(format));
  }

  private static List<MessageLog> imported(LogFormat format, byte[] file) throws IOException {
    List<MessageLog> logs = new ArrayList<>();
    new LogReader(format, Fixtures.feed())
        .read(
            new ByteArrayInputStream(file),
            (line, outcome) -> {
              if (outcome instanceof Decoded.Accepted<MessageLog> accepted) {
                logs.add(accepted.value());
              }
              return true;
            });
    return logs;
  }
}
