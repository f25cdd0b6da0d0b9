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
  void shouldReadPagesOfTheApi() {
    // Given
    String messages = "{\"first_page_uri\": \"/2010-04-01\", \"end\": 1,\n \"messages\": [%s]}";
    String calls = "{\"meta\": {\"page\": 0},\n \"call_summaries\": [%s]}";

    // When
    var message = Verdicts.ofLogs("twilio-message", messages.formatted(MESSAGE));
    var call = Verdicts.ofLogs("twilio-call", calls.formatted(CALL));
    var events = Verdicts.ofLogs("twilio-events", "[" + EVENT.replace("STATUS", "sent") + "]");

    // Then
    assertThat(message.value().getLogId()).isEqualTo("SM1");
    assertThat(call.value().getLogId()).isEqualTo("CA1");
    assertThat(events.value().getLogId()).isEqualTo("SM1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "accepted", "scheduled", "sending", "receiving"})
  void shouldWaitForMessagesThatWait(String status) {
    // Given
    String waiting = MESSAGE.replace("delivered", status);

    // When
    var unsent = Verdicts.ofLogs("twilio-message", waiting.replaceAll(",\"date_sent\".*", "}"));
    var sent = Verdicts.ofLogs("twilio-message", waiting);

    // Then
    assertThat(skips(unsent)).containsExactly(SkipReason.NOT_YET_SENT);
    assertThat(sent.value().getSentAt()).isEqualTo("2024-03-31T23:59:59Z");
  }

  @Test
  void shouldRefuseWhatHasNoTime() {
    // Given
    String canceled = MESSAGE.replace("delivered", "canceled");
    String created = canceled.replaceAll(",\"date_sent\".*", "}");

    // When
    var dated = Verdicts.ofLogs("twilio-message", created);
    var undated = Verdicts.ofLogs("twilio-message", created.replace("date_created", "date_x"));
    var csv =
        Verdicts.ofLogs(
            "twilio-csv", CSV + "+12025550100,+12025550111,,failed,,AC1,SM1,outbound-api\n");

    // Then
    assertThat(dated.value().getSentAt()).isEqualTo("2024-03-31T23:59:58Z");
    assertThat(undated.refusals()).containsExactly("MISSING_FIELD date_sent");
    assertThat(csv.refusals()).containsExactly("MISSING_FIELD SentDate");
  }

  @Test
  void shouldReadNoTableWithoutItsHeader() {
    // Given
    String row = "+12025550100,+12025550111,,sent,2024-03-31T23:59:59Z,AC1,SM1,outbound-api\n";

    // When
    var headless = Verdicts.ofLogs("twilio-csv", row + row);
    var divided = Verdicts.ofLogs("twilio-csv", (CSV + row + row).replace(',', ';'));

    // Then
    assertThat(headless.refusals()).containsExactly("WRONG_HEADER From");
    assertThat(divided.refusals()).containsExactly("WRONG_HEADER From");
    assertThat(((Decoded.Rejected<MessageLog>) divided.all().getFirst()).describe())
        .contains("divided by commas", "what comes after it in this file was not read");
  }

  @Test
  void shouldNotGuessTheZoneOfATable() {
    // When
    var verdicts =
        Verdicts.ofLogs(
            "twilio-csv",
            CSV + "+12025550100,+12025550111,,sent,2024-03-31 23:59:59,AC1,SM1,outbound-api\n");

    // Then
    assertThat(verdicts.refusals()).containsExactly("INVALID_TIME SentDate");
  }

  @Test
  void shouldRefuseADirectionThatItDoesNotKnow() {
    // When
    var message = Verdicts.ofLogs("twilio-message", MESSAGE.replace("outbound-api", "sideways"));
    var call = Verdicts.ofLogs("twilio-call", CALL.replace("outbound-api", "sideways"));
    var event =
        Verdicts.ofLogs(
            "twilio-call",
            "{\"specversion\":\"1.0\",\"type\":\"com.twilio.voice.insights.call-summary.complete\","
                + "\"data\":"
                + CALL.replace("outbound-api", "sideways")
                + "}");

    // Then
    assertThat(message.refusals()).containsExactly("WRONG_TYPE direction");
    assertThat(call.refusals()).containsExactly("WRONG_TYPE properties.direction");
    assertThat(event.refusals()).containsExactly("WRONG_TYPE data.properties.direction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trunking_originating", "trunking-originating", "inbound"})
  void shouldTakeTheCallerOfACallThatComesIn(String direction) {
    // When
    var log = Verdicts.ofLogs("twilio-call", CALL.replace("outbound-api", direction)).value();

    // Then
    assertThat(log.getPhone()).isEqualTo("+12025550100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client:alice", "sip:alice@example.com", "SIP:+12025550111@example.com", "a@b"})
  void shouldSkipCallsToWhatIsNoPhone(String callee) {
    // When
    var verdicts = Verdicts.ofLogs("twilio-call", CALL.replace("+12025550111", callee));

    // Then
    assertThat(skips(verdicts)).containsExactly(SkipReason.OTHER_PARTY);
  }

  @Test
  void shouldKeepSchemesThatAreNewAsChannels() {
    // When
    var log =
        Verdicts.ofLogs("twilio-message", MESSAGE.replace("+12025550111", "rcs:+12025550111"))
            .value();
    var empty = Verdicts.ofLogs("twilio-message", MESSAGE.replace("+12025550111", "whatsapp: "));

    // Then
    assertThat(log.getChannel()).isEqualTo("RCS");
    assertThat(log.getPhone()).isEqualTo("+12025550111");
    assertThat(empty.refusals()).containsExactly("MISSING_FIELD to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "undelivered", "read", "somethingNew"})
  void shouldTakeNoLaterStatusForTheSending(String status) {
    // When
    var verdicts = Verdicts.ofLogs("twilio-events", EVENT.replace("STATUS", status));

    // Then
    assertThat(skips(verdicts)).containsExactly(SkipReason.STATUS_EVENT);
  }

  @Test
  void shouldReadTheSameMessageTheSameFromTheApiAndFromBulkExport() {
    // Given
    String bulk =
        MESSAGE
            .replace("Sun, 31 Mar 2024 23:59:59 +0000", "2024-03-31T23:59:59Z")
            .replace("Sun, 31 Mar 2024 23:59:58 +0000", "2024-03-31T23:59:58");

    // When
    MessageLog fromApi = Verdicts.ofLogs("twilio-message", MESSAGE).value();
    MessageLog fromBulk = Verdicts.ofLogs("twilio-message", bulk).value();

    // Then
    assertThat(fromBulk).isEqualTo(fromApi);
    assertThat(fromApi.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "end\"", "\"Hello, world\"", "\"", "\"two\nlines\""})
  void shouldLoseNoRowToAQuoteThatIsLeftOpenInAnother(String last) {
    for (String year : List.of("2024", "2027")) {
      // Given: in 2027 all are refused, and all have to be told of
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
      var verdicts = Verdicts.ofLogs("twilio-csv", csv.toString());

      // Then
      assertThat(verdicts.lines()).contains(2L, 3L, 4L, 48L, 49L).hasSizeGreaterThanOrEqualTo(50);
      assertThat(verdicts.values())
          .extracting(MessageLog::getLogId)
          .doesNotContain("SM2")
          .hasSize(year.equals("2024") ? (last.equals("end\"") || last.equals("\"") ? 48 : 49) : 0);
    }
  }

  private static List<SkipReason> skips(Verdicts<MessageLog> verdicts) {
    return verdicts.all().stream()
        .map(verdict -> ((Decoded.Skipped<MessageLog>) verdict).reason())
        .toList();
  }
}
