package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import dev.tocsin.ingest.format.Fixtures;
import dev.tocsin.ingest.format.LogFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VonageFormatsTest {

  private static final String RECEIPT =
      "{\"msisdn\":\"447700900123\",\"to\":\"Acme\",\"messageId\":\"0C1\",\"status\":\"accepted\","
          + "\"api-key\":\"abcd1234\",\"message-timestamp\":\"2024-03-31 23:59:59\"}";

  private static final String RECORD =
      "{\"account_id\":\"abcd1234\",\"message_id\":\"15\",\"direction\":\"outbound\","
          + "\"to\":\"447700900123\",\"date_received\":\"2024-03-31T23:59:59+0000\"}";

  private static final String CALL =
      "{\"account_id\":\"abcd1234\",\"call_id\":\"df-1\",\"direction\":\"outbound\","
          + "\"to\":\"447700900123\",\"date_start\":\"2024-03-31T23:59:59+0000\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buffered",
        "delivered",
        "expired",
        "failed",
        "rejected",
        "deleted",
        "unknown",
        "new"
      })
  void shouldSkipOtherReceipts(String status) throws IOException {
    // When
    var outcomes = receipts(RECEIPT.replace("accepted", status));

    // Then
    assertThat(outcomes.all())
        .singleElement()
        .extracting(outcome -> ((Decoded.Skipped<MessageLog>) outcome).reason())
        .isEqualTo(SkipReason.RECEIPT_ONLY);
  }

  @Test
  void shouldRejectIncompleteReceipts() throws IOException {
    // When
    var zoneless = Outcomes.ofLogs("vonage-dlr", RECEIPT);
    var inbound = receipts(RECEIPT.replace("\"status\":\"accepted\"", "\"text\":\"dropped\""));
    var anonymous = receipts(RECEIPT.replace("msisdn", "other"));
    var nameless = receipts(RECEIPT.replace("messageId", "other"));

    // Then
    assertThat(zoneless.rejections()).containsExactly("INVALID_TIME message-timestamp");
    assertThat(inbound.rejections()).containsExactly("MISSING_FIELD status");
    assertThat(anonymous.rejections()).containsExactly("MISSING_FIELD msisdn");
    assertThat(nameless.rejections()).containsExactly("MISSING_FIELD messageId");
  }

  @Test
  void shouldReadUnchangedApiResponses() {
    // Given
    String response =
        "{\"_links\": {\"self\": {\"href\": \"https://api.nexmo.com\"}},\n"
            + " \"request_id\": \"0e\", \"id\": \"15\", \"items_count\": 2,\n \"records\": [%s,%s]}";

    // When
    var outcomes = Outcomes.ofLogs("vonage-reports", response.formatted(RECORD, CALL));

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).extracting(MessageLog::getLogId).containsExactly("15", "df-1");
  }

  @Test
  void shouldSkipReportsOnPartsOfCall() {
    // Given
    String speech = CALL.replace("{", "{\"tts_type\":\"standard\",");
    String machine = CALL.replace("{", "{\"amd_result_sent\":false,");
    String websocket = "{\"account_id\":\"abcd1234\",\"call_id\":\"df-1\",\"date_start\":\"x\"}";
    String traffic = RECORD.replace("{", "{\"queued_time\":\"2024-03-31T23:59:59+00:00\",");

    // When
    var outcomes =
        Outcomes.ofLogs("vonage-reports", String.join("\n", speech, machine, websocket, traffic));

    // Then
    assertThat(outcomes.all()).hasSize(4).allMatch(Decoded.Skipped.class::isInstance);
  }

  @Test
  void shouldRejectOtherProductsAndUnknownDirections() {
    // Given
    String verify = RECORD.replace("message_id", "request_id");
    String sideways = RECORD.replace("outbound", "sideways");

    // When
    var outcomes = Outcomes.ofLogs("vonage-reports", verify + "\n" + sideways);

    // Then
    assertThat(outcomes.rejections())
        .containsExactly("MISSING_FIELD message_id", "WRONG_TYPE direction");
  }

  private static Outcomes<MessageLog> receipts(String input) throws IOException {
    var outcomes = new Outcomes<MessageLog>();
    new LogReader(LogFormats.byId("vonage-dlr").orElseThrow(), Fixtures.feed())
        .read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), outcomes);
    return outcomes;
  }
}
