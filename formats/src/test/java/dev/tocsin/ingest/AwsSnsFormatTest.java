package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwsSnsFormatTest {

  private static final String RECORD =
      """
      {"notification":{"messageId":"S1","timestamp":"2024-03-31 23:59:59.999"},\
      "delivery":{"destination":"+12025550111","smsType":"Transactional","mnc":0,"mcc":0},\
      "status":"SUCCESS"}""";

  private static final String TEXT = RECORD.replace("\"", "\\\"");

  @Test
  void shouldReadTimeWithoutOffsetAsUtcDespiteFeedZone() {
    // When
    var log = Outcomes.ofLogs("aws-sns", RECORD).value();

    // Then
    assertThat(log.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59.999Z"));
    assertThat(log.getCarrier()).isNull();
  }

  @Test
  void shouldReadFilterLogEventsResponse() {
    // Given
    String response =
        """
        {
          "events": [
            {"logStreamName": "s", "timestamp": 1, "message": "%s", "ingestionTime": 2}
          ],
          "searchedLogStreams": []
        }
        """
            .formatted(TEXT);

    // When
    var outcomes = Outcomes.ofLogs("aws-sns", response);

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.value().getAccountId()).isEqualTo("acme");
  }

  @Test
  void shouldReadExportToAmazonS3() {
    // Given
    String exported = "2024-04-01T00:00:01.000Z " + RECORD;

    // When
    var outcomes =
        Outcomes.ofLogs("aws-sns", exported + "\n" + exported + "\n2024-04-01T00:00:01Z no record");

    // Then
    assertThat(outcomes.values()).hasSize(2);
    assertThat(outcomes.rejections()).containsExactly("MALFORMED_JSON");
  }

  @Test
  void shouldReadQueryResults() {
    // Given
    String results =
        """
        {
          "queryLanguage": "CWLI",
          "results": [
            [
              {"field": "@timestamp", "value": "2024-04-01 00:00:01.000"},
              {"field": "@message", "value": "%s"},
              {"field": "@log", "value": "111122223333:/aws/sns/us-east-1/444455556666/Failure"}
            ],
            [{"field": "@ptr", "value": "x"}]
          ],
          "status": "Complete"
        }
        """
            .formatted(TEXT);

    // When
    var outcomes = Outcomes.ofLogs("aws-sns", results);
    var rows =
        Outcomes.ofLogs(
            "aws-sns", "[{\"@message\":\"%s\"},{\"@message\":%s}]".formatted(TEXT, RECORD));

    // Then
    assertThat(outcomes.value().getAccountId()).isEqualTo("444455556666");
    assertThat(outcomes.rejections()).containsExactly("NOT_AN_OBJECT");
    assertThat(rows.values()).hasSize(2);
  }

  @Test
  void shouldDecodeEachLogEventSeparately() {
    // Given
    String batch =
        """
        {"messageType":"DATA_MESSAGE","owner":"111122223333",\
        "logGroup":"sns/us-east-1/444455556666/DirectPublishToPhoneNumber","logEvents":[\
        {"id":"1","message":"no record"},{"id":"2"},{"id":"3","message":"%s"}]}"""
            .formatted(TEXT);

    // When
    var outcomes = Outcomes.ofLogs("aws-sns", batch);

    // Then
    assertThat(outcomes.rejections())
        .containsExactly("MALFORMED_JSON", "MISSING_FIELD logEvents[1].message");
    assertThat(outcomes.value().getAccountId()).isEqualTo("444455556666");
  }

  @Test
  void shouldSkipCloudWatchControlMessage() {
    // When
    var outcomes =
        Outcomes.ofLogs(
            "aws-sns",
            "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"CWL CONTROL\"}]}");

    // Then
    assertThat(((Decoded.Skipped<?>) outcomes.all().getFirst()).reason())
        .isEqualTo(SkipReason.OTHER_EVENT);
  }
}
