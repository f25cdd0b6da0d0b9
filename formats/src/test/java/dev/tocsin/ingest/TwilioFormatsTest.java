package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioFormatsTest {

  private static final String MESSAGE =
      "{\"sid\":\"SM1\",\"account_sid\":\"AC1\",\"direction\":\"outbound-api\","
          + "\"from\":\"+12025550100\",\"to\":\"+12025550111\",\"status\":\"delivered\","
          + "\"date_created\":\"Sun, 31 Mar 2024 23:59:58 +0000\","
          + "\"date_sent\":\"Sun, 31 Mar 2024 23:59:59 +0000\"}";

  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"type\":\"com.twilio.messaging.message.STATUS\",\"data\":{"
          + "\"messageSid\":\"SM1\",\"accountSid\":\"AC1\",\"to\":\"+12025550111\","
          + "\"timestamp\":\"2024-03-31T23:59:59Z\"}}";

  private static final String CALL =
      "{\"call_sid\":\"CA1\",\"account_sid\":\"AC1\",\"start_time\":\"2024-03-31T23:59:59Z\","
          + "\"processing_state\":\"complete\",\"properties\":{\"direction\":\"outbound-api\"},"
          + "\"from\":{\"caller\":\"+12025550100\",\"callee\":\"+12025550111\"},"
          + "\"to\":{\"caller\":\"+12025550100\",\"callee\":\"+12025550111\"}}";

  private static final String CSV = "From,To,Body,Status,SentDate,AccountSid,Sid,Direction\n";

  @Test
  void shouldReadPagesOfApi() {
    // Given
    String messages = "{\"first_page_uri\": \"/2010-04-01\", \"end\": 1,\n \"messages\": [%s]}";
    String calls = "{\"meta\": {\"page\": 0},\n \"call_summaries\": [%s]}";

    // When
    var message = Outcomes.ofLogs("twilio-message", messages.formatted(MESSAGE));
    var call = Outcomes.ofLogs("twilio-call", calls.formatted(CALL));
    var events = Outcomes.ofLogs("twilio-events", "[" + EVENT.replace("STATUS", "sent") + "]");

    // Then
    assertThat(message.value().getLogId()).isEqualTo("SM1");
    assertThat(call.value().getLogId()).isEqualTo("CA1");
    assertThat(events.value().getLogId()).isEqualTo("SM1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "accepted", "scheduled", "sending", "receiving"})
  void shouldSkipMessagesBeforeSending(String status) {
    // Given
    String waiting = MESSAGE.replace("delivered", status);

    // When
    var unsent = Outcomes.ofLogs("twilio-message", waiting.replaceAll(",\"date_sent\".*", "}"));
    var sent = Outcomes.ofLogs("twilio-message", waiting);

    // Then
    assertThat(skips(unsent)).containsExactly(SkipReason.NOT_YET_SENT);
    assertThat(sent.value().getSentAt()).isEqualTo("2024-03-31T23:59:59Z");
  }

  @Test
  void shouldRejectMessageWithoutTime() {
    // Given
    String canceled = MESSAGE.replace("delivered", "canceled");
    String created = canceled.replaceAll(",\"date_sent\".*", "}");

    // When
    var dated = Outcomes.ofLogs("twilio-message", created);
    var undated = Outcomes.ofLogs("twilio-message", created.replace("date_created", "date_x"));
    var csv =
        Outcomes.ofLogs(
            "twilio-csv", CSV + "+12025550100,+12025550111,,failed,,AC1,SM1,outbound-api\n");

    // Then
    assertThat(dated.value().getSentAt()).isEqualTo("2024-03-31T23:59:58Z");
    assertThat(undated.rejections()).containsExactly("MISSING_FIELD date_sent");
    assertThat(csv.rejections()).containsExactly("MISSING_FIELD SentDate");
  }

  @Test
  void shouldRejectTableWithoutHeader() {
    // Given
    String row = "+12025550100,+12025550111,,sent,2024-03-31T23:59:59Z,AC1,SM1,outbound-api\n";

    // When
    var headless = Outcomes.ofLogs("twilio-csv", row + row);
    var divided = Outcomes.ofLogs("twilio-csv", (CSV + row + row).replace(',', ';'));

    // Then
    assertThat(headless.rejections()).containsExactly("WRONG_HEADER From");
    assertThat(divided.rejections()).containsExactly("WRONG_HEADER From");
    assertThat(((Decoded.Rejected<MessageLog>) divided.all().getFirst()).describe())
        .contains("separated by commas", "the rest of this file was not read");
  }

  @Test
  void shouldNotGuessZoneOfTable() {
    // When
    var outcomes =
        Outcomes.ofLogs(
            "twilio-csv",
            CSV + "+12025550100,+12025550111,,sent,2024-03-31 23:59:59,AC1,SM1,outbound-api\n");

    // Then
    assertThat(outcomes.rejections()).containsExactly("INVALID_TIME SentDate");
  }

  @Test
  void shouldRejectUnknownDirection() {
    // When
    var message = Outcomes.ofLogs("twilio-message", MESSAGE.replace("outbound-api", "sideways"));
    var call = Outcomes.ofLogs("twilio-call", CALL.replace("outbound-api", "sideways"));
    var event =
        Outcomes.ofLogs(
            "twilio-call",
            "{\"specversion\":\"1.0\",\"type\":\"com.twilio.voice.insights.call-summary.complete\","
                + "\"data\":"
                + CALL.replace("outbound-api", "sideways")
                + "}");

    // Then
    assertThat(message.rejections()).containsExactly("WRONG_TYPE direction");
    assertThat(call.rejections()).containsExactly("WRONG_TYPE properties.direction");
    assertThat(event.rejections()).containsExactly("WRONG_TYPE data.properties.direction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trunking_originating", "trunking-originating", "inbound"})
  void shouldReadCallerOfInboundCall(String direction) {
    // When
    var log = Outcomes.ofLogs("twilio-call", CALL.replace("outbound-api", direction)).value();

    // Then
    assertThat(log.getPhone()).isEqualTo("+12025550100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client:alice", "sip:alice@example.com", "SIP:+12025550111@example.com", "a@b"})
  void shouldSkipCallsToPartiesWithoutPhone(String callee) {
    // When
    var outcomes = Outcomes.ofLogs("twilio-call", CALL.replace("+12025550111", callee));

    // Then
    assertThat(skips(outcomes)).containsExactly(SkipReason.OTHER_PARTY);
  }

  @Test
  void shouldKeepUnknownSchemesAsChannels() {
    // When
    var log =
        Outcomes.ofLogs("twilio-message", MESSAGE.replace("+12025550111", "rcs:+12025550111"))
            .value();
    var empty = Outcomes.ofLogs("twilio-message", MESSAGE.replace("+12025550111", "whatsapp: "));

    // Then
    assertThat(log.getChannel()).isEqualTo("RCS");
    assertThat(log.getPhone()).isEqualTo("+12025550111");
    assertThat(empty.rejections()).containsExactly("MISSING_FIELD to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "undelivered", "read", "somethingNew"})
  void shouldSkipEventsOfLaterStatus(String status) {
    // When
    var outcomes = Outcomes.ofLogs("twilio-events", EVENT.replace("STATUS", status));

    // Then
    assertThat(skips(outcomes)).containsExactly(SkipReason.STATUS_EVENT);
  }

  @Test
  void shouldReadSameRecordFromApiAndBulkExport() {
    // Given
    String bulk =
        MESSAGE
            .replace("Sun, 31 Mar 2024 23:59:59 +0000", "2024-03-31T23:59:59Z")
            .replace("Sun, 31 Mar 2024 23:59:58 +0000", "2024-03-31T23:59:58");

    // When
    MessageLog fromApi = Outcomes.ofLogs("twilio-message", MESSAGE).value();
    MessageLog fromBulk = Outcomes.ofLogs("twilio-message", bulk).value();

    // Then
    assertThat(fromBulk).isEqualTo(fromApi);
    assertThat(fromApi.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "end\"", "\"Hello, world\"", "\"", "\"two\nlines\""})
  void shouldLoseNoRowToUnclosedQuoteOfAnother(String last) {
    for (String year : List.of("2024", "2027")) {
      // Given: rows of 2027, all of which must be rejected and reported
      StringBuilder csv =
          new StringBuilder("From,To,Status,SentDate,AccountSid,Sid,Direction,Body");
      for (int i = 1; i <= 50; i++) {
        csv.append("\n+15005550006,+12025552001,delivered,")
            .append(year)
            .append("-03-15T10:00:00Z,AC1,SM")
            .append(i)
            .append(",outbound-api,")
            .append(i == 2 ? "\"open" : i == 49 ? last : "x");
      }

      // When
      var outcomes = Outcomes.ofLogs("twilio-csv", csv.toString());

      // Then
      assertThat(outcomes.lines()).contains(2L, 3L, 4L, 48L, 49L).hasSizeGreaterThanOrEqualTo(50);
      assertThat(outcomes.values())
          .extracting(MessageLog::getLogId)
          .doesNotContain("SM2")
          .hasSize(year.equals("2024") ? (last.equals("end\"") || last.equals("\"") ? 48 : 49) : 0);
    }
  }

  private static List<SkipReason> skips(Outcomes<MessageLog> outcomes) {
    return outcomes.all().stream()
        .map(outcome -> ((Decoded.Skipped<MessageLog>) outcome).reason())
        .toList();
  }
}
