package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TelnyxMdrFormatTest {

  private static final String RECORD =
      """
      {"record_type":"message_detail_record","uuid":"T1","user_id":"U1","cld":"+12025550111",\
      "cli":"+12025550199","direction":"outbound","message_type":"SMS",\
      "created_at":"2024-03-31T23:59:59.999Z","sent_at":"2024-04-01T00:00:00.404Z"}""";

  @Test
  void shouldReadPagesOfSearch() {
    // Given
    String page =
        """
        {
          "data": [
            %s
          ],
          "meta": {"total_pages": 3, "total_results": 55, "page_number": 2, "page_size": 25}
        }
        """
            .formatted(RECORD);

    // When
    var outcomes = Outcomes.ofLogs("telnyx-mdr", page + page);

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).hasSize(2);
  }

  @Test
  void shouldUseSentAtOnlyWithoutCreatedAt() {
    // When
    var both = Outcomes.ofLogs("telnyx-mdr", RECORD).value();
    var sent = Outcomes.ofLogs("telnyx-mdr", RECORD.replace("created_at", "other")).value();
    var neither =
        Outcomes.ofLogs(
            "telnyx-mdr", RECORD.replace("created_at", "other").replace("sent_at", "updated_at"));

    // Then
    assertThat(both.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59.999Z"));
    assertThat(sent.getSentAt()).isEqualTo(Instant.parse("2024-04-01T00:00:00.404Z"));
    assertThat(neither.rejections()).containsExactly("MISSING_FIELD created_at");
  }
}
