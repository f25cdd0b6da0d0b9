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
  void shouldYieldSameRecordForEveryEventOfMessage() {
    // Given
    String last =
        EVENT
            .replace("TEXT_QUEUED", "TEXT_DELIVERED")
            .replace("1711929600300", "1712049300000")
            .replace("false", "true");

    // When
    var outcomes = Outcomes.ofLogs("aws-eum", EVENT + "\n" + last);

    // Then
    assertThat(outcomes.values()).hasSize(2).containsOnly(outcomes.value());
  }

  @Test
  void shouldRejectEventWithoutPhoneOrRequestTime() {
    // When
    var number = Outcomes.ofLogs("aws-eum", EVENT.replace("destinationPhoneNumber", "other"));
    var time = Outcomes.ofLogs("aws-eum", EVENT.replace("messageRequestTimestamp", "other"));

    // Then
    assertThat(number.rejections()).containsExactly("MISSING_FIELD destinationPhoneNumber");
    assertThat(time.rejections()).containsExactly("MISSING_FIELD messageRequestTimestamp");
  }

  @Test
  void shouldSkipRegistrationEvents() {
    // When
    var outcomes =
        Outcomes.ofLogs(
            "aws-eum",
            "{\"detail-type\":\"Registration Status Change\",\"account\":\"1\",\"detail\":{}}");

    // Then
    assertThat(((Decoded.Skipped<?>) outcomes.all().getFirst()).reason())
        .isEqualTo(SkipReason.OTHER_EVENT);
  }
}
