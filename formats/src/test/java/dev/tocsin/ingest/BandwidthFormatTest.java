package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandwidthFormatTest {

  private static final String RECORD =
      """
      {"messageId":"B1","accountId":"9900000","sourceTn":"+12025550199",\
      "destinationTn":"+12025550111","messageDirection":"OUTBOUND","messageType":"sms",\
      "receiveTime":"2024-03-31T23:59:59.999Z"}""";

  @Test
  void shouldReadUnchangedPages() {
    // Given
    String page =
        """
        {
          "totalCount": 2,
          "pageInfo": {"nextPage": "https://messaging.example/?page=2"},
          "messages": [
            %s,
            %s
          ]
        }
        """
            .formatted(RECORD, RECORD.replace("B1", "B2"));

    // When
    var outcomes = Outcomes.ofLogs("bandwidth", page + page);

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).hasSize(4);
  }

  @Test
  void shouldNameMissingFieldInNotationOfRecord() {
    // When
    var api = Outcomes.ofLogs("bandwidth", RECORD.replace("receiveTime", "other"));
    var client = Outcomes.ofLogs("bandwidth", "{\"message_id\":\"B1\"}");

    // Then
    assertThat(api.rejections()).containsExactly("MISSING_FIELD receiveTime");
    assertThat(client.rejections()).containsExactly("MISSING_FIELD message_direction");
  }
}
