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
  void shouldTakeATimeWithoutOffsetAsUtcWhateverTheFeedSays() {
    // When
    var log = Verdicts.ofLogs("aws-sns", RECORD).value();

    // Then
    assertThat(log.getSentAt()).isEqualTo(Instant.parse("2024-03-31T23:59:59.999Z"));
    assertThat(log.getCarrier()).isNull();
  }

  @Test
  void shouldReadWhatFilterLogEventsReturns() {
    // Given
    String answer =
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
    var verdicts = Verdicts.ofLogs("aws-sns", answer);

    // Then
    assertThat(verdicts.refusals()).isEmpty();
    assertThat(verdicts.value().getAccountId()).isEqualTo("acme");
  }

  @Test
  void shouldReadAnExportToAmazonS3() {
    // Given
    String exported = "2024-04-01T00:00:01.000Z " + RECORD;

    // When
    var verdicts =
        Verdicts.ofLogs("aws-sns", exported + "\n" + exported + "\n2024-04-01T00:00:01Z no record");

    // Then
    assertThat(verdicts.values()).hasSize(2);
    assertThat(verdicts.refusals()).containsExactly("MALFORMED_JSON");
  }

  @Test
  void shouldReadWhatAQueryFinds() {
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
    var verdicts = Verdicts.ofLogs("aws-sns", results);
    var rows =
        Verdicts.ofLogs(
            "aws-sns", "[{\"@message\":\"%s\"},{\"@message\":%s}]".formatted(TEXT, RECORD));

    // Then
    assertThat(verdicts.value().getAccountId()).isEqualTo("444455556666");
    assertThat(verdicts.refusals()).containsExactly("NOT_AN_OBJECT");
    assertThat(rows.values()).hasSize(2);
  }

  @Test
  void shouldJudgeEachLogEventByItself() {
    // Given
    String batch =
        """
        {"messageType":"DATA_MESSAGE","owner":"111122223333",\
        "logGroup":"sns/us-east-1/444455556666/DirectPublishToPhoneNumber","logEvents":[\
        {"id":"1","message":"no record"},{"id":"2"},{"id":"3","message":"%s"}]}"""
            .formatted(TEXT);

    // When
    var verdicts = Verdicts.ofLogs("aws-sns", batch);

    // Then
    assertThat(verdicts.refusals())
        .containsExactly("MALFORMED_JSON", "MISSING_FIELD logEvents[1].message");
    assertThat(verdicts.value().getAccountId()).isEqualTo("444455556666");
  }

  @Test
  void shouldSkipThatCloudWatchTriesTheLine() {
    // When
    var verdicts =
        Verdicts.ofLogs(
            "aws-sns",
            "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"CWL CONTROL\"}]}");

    // Then
    assertThat(((Decoded.Skipped<?>) verdicts.all().getFirst()).reason())
        .isEqualTo(SkipReason.OTHER_EVENT);
  }
}
