package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import org.junit.jupiter.api.Test;

class AwsEumFormatTest {

  private static final String EVENT =
      """
      {"eventType":"TEXT_QUEUED","eventTimestamp":1711929600300,"isFinal":false,\
      "destinationPhoneNumber":"+12025550111","messageId":"E1",\
      "messageRequestTimestamp":1711929599999}""";

  @Test
  void shouldGiveTheSameRecordForEveryEventOfAMessage() {
    // Given
    String last =
        EVENT
            .replace("TEXT_QUEUED", "TEXT_DELIVERED")
            .replace("1711929600300", "1712049300000")
            .replace("false", "true");

    // When
    var verdicts = Verdicts.ofLogs("aws-eum", EVENT + "\n" + last);

    // Then
    assertThat(verdicts.values()).hasSize(2).containsOnly(verdicts.value());
  }

  @Test
  void shouldRefuseAnEventThatWithholdsTheNumberOrTheTimeOfTheRequest() {
    // When
    var number = Verdicts.ofLogs("aws-eum", EVENT.replace("destinationPhoneNumber", "other"));
    var time = Verdicts.ofLogs("aws-eum", EVENT.replace("messageRequestTimestamp", "other"));

    // Then
    assertThat(number.refusals()).containsExactly("MISSING_FIELD destinationPhoneNumber");
    assertThat(time.refusals()).containsExactly("MISSING_FIELD messageRequestTimestamp");
  }

  @Test
  void shouldSkipWhatIsOfARegistration() {
    // When
    var verdicts =
        Verdicts.ofLogs(
            "aws-eum",
            "{\"detail-type\":\"Registration Status Change\",\"account\":\"1\",\"detail\":{}}");

    // Then
    assertThat(((Decoded.Skipped<?>) verdicts.all().getFirst()).reason())
        .isEqualTo(SkipReason.OTHER_EVENT);
  }
}
