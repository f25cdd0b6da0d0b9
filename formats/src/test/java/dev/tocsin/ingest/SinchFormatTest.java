package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinchFormatTest {

  private static final String REPORT =
      """
      {"at":"2024-03-31T23:59:59.999Z","batch_id":"B1","code":401,"recipient":"447700900123",\
      "status":"Dispatched","type":"recipient_delivery_report_sms"}""";

  @Test
  void shouldReadDispatchedReportsOnly() {
    // When
    var reasons =
        List.of("Queued", "Delivered", "Failed", "Expired", "Unknown", "Cancelled", "New").stream()
            .map(status -> Outcomes.ofLogs("sinch", REPORT.replace("Dispatched", status)))
            .map(outcomes -> ((Decoded.Skipped<?>) outcomes.all().getFirst()).reason());

    // Then
    assertThat(reasons)
        .containsExactly(
            SkipReason.NOT_YET_SENT,
            SkipReason.STATUS_EVENT,
            SkipReason.STATUS_EVENT,
            SkipReason.STATUS_EVENT,
            SkipReason.STATUS_EVENT,
            SkipReason.NEVER_SENT,
            SkipReason.STATUS_EVENT);
    assertThat(Outcomes.ofLogs("sinch", REPORT.replace("Dispatched", "DISPATCHED")).values())
        .hasSize(1);
  }

  @Test
  void shouldReadPageOfReports() {
    // Given
    String page = "{\"count\":1,\"page\":0,\"page_size\":30,\"delivery_reports\":[%s]}";

    // When
    var outcomes = Outcomes.ofLogs("sinch", page.formatted(REPORT));

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).hasSize(1);
  }

  @Test
  void shouldRejectInboundMessage() {
    // When
    var outcomes = Outcomes.ofLogs("sinch", "{\"type\":\"mo_text\",\"from\":\"447700900123\"}");

    // Then
    assertThat(outcomes.rejections()).containsExactly("WRONG_TYPE type");
  }
}
