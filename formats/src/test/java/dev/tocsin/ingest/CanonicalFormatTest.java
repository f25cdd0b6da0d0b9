package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormatTest {

  private static final String FULL =
      """
      {"log_id":"SM1","account_id":"globex","phone":"(212) 555-0100","phone_e164":"+12125550100",\
      "channel":"sms","sent_at":"2024-03-31T23:59:59.999999-04:00","message_type":"authentication",\
      "carrier":"Acme Wireless","country":"US","state":"US-NY","provider":"duo"}""";

  @Test
  void shouldReadEveryField() {
    // When
    MessageLog log = Outcomes.ofLogs("canonical", FULL).value();

    // Then
    MessageLog expected =
        new MessageLog(
            "SM1",
            "globex",
            "(212) 555-0100",
            "+12125550100",
            "SMS",
            Instant.parse("2024-04-01T03:59:59.999Z"),
            "authentication",
            "Acme Wireless",
            "US",
            "US-NY",
            "duo");
    assertThat(log).isEqualTo(expected);
  }

  @Test
  void shouldReadRequiredFieldsAlone() {
    // When
    MessageLog log = Outcomes.ofLogs("canonical", minimal("1711929599999")).value();

    // Then
    assertThat(log.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59.999Z"));
    assertThat(log.getAccountId()).isEqualTo("acme");
    assertThat(log.getProvider()).isEqualTo("duo");
    assertThat(log.getCarrier()).isNull();
  }

  @Test
  void shouldKeepIdentitiesUnchanged() {
    // Given
    String line = FULL.replace("SM1", " SM 1 ").replace("(212) 555-0100", " 212 ");

    // When
    MessageLog log = Outcomes.ofLogs("canonical", line).value();

    // Then
    assertThat(log.getLogId()).isEqualTo(" SM 1 ");
    assertThat(log.getPhone()).isEqualTo(" 212 ");
  }

  @Test
  void shouldCountContentSeparatelyFromUnknownFields() {
    // Given
    String line =
        FULL.replace("{", "{\"Body\":\"your code is 1234\",\"text\":null,\"price\":{\"a\":1},");

    // When
    var accepted =
        (Decoded.Accepted<MessageLog>) Outcomes.ofLogs("canonical", line).all().getFirst();

    // Then
    assertThat(accepted.contentFields()).containsExactly("Body", "text");
    assertThat(accepted.unknownFields()).containsExactly("price");
    assertThat(accepted.value().toString()).doesNotContain("1234");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2024-03-01T00:00:00\"     | INVALID_TIME sent_at",
        "\"2024-03-01\"              | INVALID_TIME sent_at",
        "\"1711929599999\"           | INVALID_TIME sent_at",
        "1711929599                  | TIME_IN_SECONDS sent_at",
        "1711929599999.5             | INVALID_TIME sent_at",
        "1e13                        | INVALID_TIME sent_at",
        "99999999999999999999        | INVALID_TIME sent_at",
        "-5                          | INVALID_TIME sent_at",
        "\"1970-01-01T00:00:00Z\"    | INVALID_TIME sent_at",
        "\"+999999999-01-01T00:00Z\" | INVALID_TIME sent_at",
        "\"2026-01-01T00:00:00.001Z\"| FUTURE_TIME sent_at",
        "true                        | WRONG_TYPE sent_at",
        "null                        | MISSING_FIELD sent_at",
        "\"\"                        | MISSING_FIELD sent_at",
      })
  void shouldRejectInvalidTimes(String sentAt, String rejection) {
    // When
    var outcomes = Outcomes.ofLogs("canonical", minimal(sentAt));

    // Then
    assertThat(outcomes.rejections()).containsExactly(rejection);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"provider\":\"duo\"           | \"provider\":\"other\"      | PROVIDER_MISMATCH provider",
        "\"phone_e164\":\"+12125550100\"| \"phone_e164\":\"2125550100\"| INVALID_E164 phone_e164",
        "\"log_id\":\"SM1\"             | \"log_id\":7                | WRONG_TYPE log_id",
        "\"log_id\":\"SM1\"             | \"log_id\":\"  \"           | MISSING_FIELD log_id",
        "\"channel\":\"sms\"            | \"channel\":[\"sms\"]       | WRONG_TYPE channel",
        "\"state\":\"US-NY\"            | \"state\":{}                | WRONG_TYPE state",
        "\"phone\":\"(212) 555-0100\"   | \"phone\":2125550100        | WRONG_TYPE phone",
        "\"country\":\"US\"             | \"log_id\":\"SM2\"          | DUPLICATE_FIELD",
      })
  void shouldNameFieldInError(String from, String to, String rejection) {
    // Given
    assertThat(FULL).contains(from);

    // When
    var outcomes = Outcomes.ofLogs("canonical", FULL.replace(from, to));

    // Then
    assertThat(outcomes.rejections()).containsExactly(rejection);
  }

  @Test
  void shouldContinueAfterMalformedLineAndCountLines() {
    // Given
    String input = "\uFEFF" + FULL + "\r\n\r\n{\"log_id\"\n[1]\n\"x\"\n" + FULL + " oops\n" + FULL;

    // When
    var outcomes = Outcomes.ofLogs("canonical", input);

    // Then
    assertThat(outcomes.values()).hasSize(2);
    assertThat(outcomes.lines()).containsExactly(1L, 3L, 4L, 5L, 6L, 7L);
    assertThat(outcomes.rejections())
        .isEqualTo(List.of("MALFORMED_JSON", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "MALFORMED_JSON"));
  }

  @Test
  void shouldReadArrayOfRecords() {
    // When
    var outcomes = Outcomes.ofLogs("canonical", "[\n" + FULL + ",\n" + FULL + "\n]\n");

    // Then
    assertThat(outcomes.values()).hasSize(2);
    assertThat(outcomes.lines()).containsExactly(2L, 3L);
  }

  private static String minimal(String sentAt) {
    return "{\"log_id\":\"SM1\",\"phone\":\"+12125550100\",\"channel\":\"SMS\",\"sent_at\":"
        + sentAt
        + "}";
  }

  @Test
  void shouldRejectUnpairedSurrogatesThatWouldCollide() {
    // Given: unpaired surrogates, each a question mark in UTF-8
    String high = FULL.replace("globex", "A\\ud800");
    String low = FULL.replace("SM1", "A\\udc00");
    String turned = FULL.replace("globex", "A\\udc00\\ud800B");
    String whole = FULL.replace("globex", "A\\ud83d\\ude00");

    // When
    var outcomes = Outcomes.ofLogs("canonical", String.join("\n", high, low, turned, whole));

    // Then
    assertThat(outcomes.rejections())
        .containsExactly(
            "INVALID_TEXT account_id", "INVALID_TEXT log_id", "INVALID_TEXT account_id");
    assertThat(outcomes.value().getAccountId()).isEqualTo("A\uD83D\uDE00");
  }

  @Test
  void shouldRejectFieldsLongerThanDetectorAccepts() {
    // Given
    String fields = "SM1|globex|(212) 555-0100|sms|authentication|Acme Wireless|US|US-NY";
    String longest = FULL;
    StringBuilder tooLong = new StringBuilder();
    for (String value : fields.split("\\|")) {
      longest = longest.replace(":\"" + value + "\"", ":\"" + "x".repeat(1_024) + "\"");
      tooLong.append(FULL.replace(":\"" + value + "\"", ":\"" + "x".repeat(1_025) + "\""));
      tooLong.append('\n');
    }

    // When
    List<String> rejections = Outcomes.ofLogs("canonical", tooLong.toString()).rejections();

    // Then
    assertThat(rejections)
        .hasSize(8)
        .contains("FIELD_TOO_LONG log_id", "FIELD_TOO_LONG account_id")
        .allMatch(rejection -> rejection.startsWith("FIELD_TOO_LONG"));
    assertThat(Outcomes.ofLogs("canonical", longest).values()).hasSize(1);
  }
}
