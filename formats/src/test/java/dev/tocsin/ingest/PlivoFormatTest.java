package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlivoFormatTest {

  private static final String RECORD =
      """
      {"api_id":"40b5a864-0c63-11e4-b5cb-22000ac51de6","from_number":"12025550199",\
      "message_direction":"outbound","message_state":"queued",\
      "message_time":"2024-03-31 23:59:59+05:30","message_type":"sms","message_uuid":"M1",\
      "resource_uri":"/v1/Account/MANJA1EXAMPLE/Message/M1/","to_number":"12025550111"}""";

  private static final String PAGE =
      """
      {
        "api_id": "88415194-6df0-11e6-b608-06a72a185e87",
        "meta": {"limit": 2, "next": null, "offset": 0, "previous": null, "total_count": 2},
        "objects": [
          %s,
          %s
        ]
      }
      """
          .formatted(RECORD, RECORD.replace("M1", "M2"));

  @Test
  void shouldReadPagesAndRecordsThatBeginLikePages() {
    // When
    var pages = Outcomes.ofLogs("plivo", PAGE + PAGE.replaceAll("\\s{2,}", ""));
    var records = Outcomes.ofLogs("plivo", RECORD + "\n" + RECORD);

    // Then
    assertThat(pages.rejections()).isEmpty();
    assertThat(pages.values()).hasSize(4);
    assertThat(records.rejections()).isEmpty();
    assertThat(records.values()).hasSize(2).containsOnly(pages.value());
  }

  @Test
  void shouldNotGuessOffsetOfTime() {
    // When
    var outcomes = Outcomes.ofLogs("plivo", RECORD.replace("+05:30", ""));

    // Then
    assertThat(outcomes.rejections()).containsExactly("INVALID_TIME message_time");
  }

  @Test
  void shouldRejectRecordWithoutDirection() {
    // When
    var outcomes = Outcomes.ofLogs("plivo", RECORD.replace("message_direction", "other"));

    // Then
    assertThat(outcomes.rejections()).containsExactly("MISSING_FIELD message_direction");
  }
}
