package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelnyxWebhookFormatTest {

  private static final String EVENT =
      """
      {"data":{"event_type":"message.sent","id":"E1","record_type":"event","payload":{"id":"M1",\
      "direction":"outbound","type":"SMS","text":"dropped","organization_id":"O1","new":1,\
      "from":{"phone_number":"+12025550199"},"received_at":"2024-03-31T23:59:59.999+00:00",\
      "to":[{"phone_number":"+12025550111","status":"sent"},{"status":"sent"},\
      {"phone_number":"+12025550112","status":"sent"}]}},"meta":{"attempt":1}}""";

  @Test
  void shouldDecodeEachRecipientSeparately() {
    // When
    var outcomes = Outcomes.ofLogs("telnyx-webhook", EVENT);

    // Then
    assertThat(outcomes.values())
        .extracting(MessageLog::getPhone)
        .containsExactly("+12025550111", "+12025550112");
    assertThat(outcomes.rejections())
        .containsExactly("MISSING_FIELD data.payload.to[1].phone_number");
    assertThat(outcomes.lines()).containsOnly(1L);
  }

  @Test
  void shouldReportDroppedFieldsOnce() {
    // When
    var outcomes = Outcomes.ofLogs("telnyx-webhook", EVENT);

    // Then
    assertThat(outcomes.all())
        .filteredOn(Decoded.Accepted.class::isInstance)
        .map(outcome -> (Decoded.Accepted<MessageLog>) outcome)
        .extracting(Decoded.Accepted::contentFields, Decoded.Accepted::unknownFields)
        .containsExactly(
            tuple(List.of("data.payload.text"), List.of("data.payload.new")),
            tuple(List.of(), List.of()));
  }

  @Test
  void shouldYieldSameRecordForFailedMessage() {
    // Given
    String finalized =
        EVENT
            .replace("message.sent", "message.finalized")
            .replace("\"sent\"", "\"sending_failed\"");

    // When
    var failed = Outcomes.ofLogs("telnyx-webhook", finalized);

    // Then
    assertThat(failed.values()).isEqualTo(Outcomes.ofLogs("telnyx-webhook", EVENT).values());
  }

  @Test
  void shouldSkipOtherEvents() {
    // When
    var later = Outcomes.ofLogs("telnyx-webhook", EVENT.replace("message.sent", "message.read"));
    var other = Outcomes.ofLogs("telnyx-webhook", EVENT.replace("message.sent", "10dlc.update"));

    // Then
    assertThat(later.all())
        .containsExactly(
            new Decoded.Skipped<>(SkipReason.STATUS_EVENT, List.of("data.payload.text")));
    assertThat(other.all())
        .containsExactly(
            new Decoded.Skipped<>(SkipReason.OTHER_EVENT, List.of("data.payload.text")));
  }

  @Test
  void shouldRejectEventWithoutRecipients() {
    // When
    var none = Outcomes.ofLogs("telnyx-webhook", EVENT.replaceAll("\"to\":\\[.*?]", "\"to\":[]"));
    var text =
        Outcomes.ofLogs("telnyx-webhook", EVENT.replaceAll("\"to\":\\[.*?]}", "\"to\":\"+1\"}"));

    // Then
    assertThat(none.rejections()).isNotEmpty().allMatch(rejection -> rejection.contains("to"));
    assertThat(text.rejections()).isNotEmpty();
  }
}
