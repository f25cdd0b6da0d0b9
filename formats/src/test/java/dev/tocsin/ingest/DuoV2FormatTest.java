package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DuoV2FormatTest {

  private static final String ITEM =
      """
      {"context":"authentication","credits":1,"phone":"+12125550111",\
      "telephony_id":"7f1a3c52-90c4-4b1e-8f7d-2f1f0a4f6f01",\
      "ts":"2024-03-15T08:30:00.466370+00:00","txid":"c1f0a4f6-2f1f-4b1e-8f7d-7f1a3c5290c4",\
      "type":"sms"}""";

  private static final String RESPONSE =
      """
      {
        "stat": "OK",
        "response": {
          "items": [
            %s,
            %s
          ],
          "metadata": {
            "next_offset": "1710491400466,c1f0a4f6-2f1f-4b1e-8f7d-7f1a3c5290c4",
            "total_objects": {"value": 2, "relation": "eq"}
          }
        }
      }
      """;

  @Test
  void shouldReadItem() {
    // When
    MessageLog log = Outcomes.ofLogs("duo-v2", ITEM).value();

    // Then
    assertThat(log.getLogId()).isEqualTo("7f1a3c52-90c4-4b1e-8f7d-2f1f0a4f6f01");
    assertThat(log.getAccountId()).isEqualTo("acme");
    assertThat(log.getPhone()).isEqualTo("+12125550111");
    assertThat(log.getChannel()).isEqualTo("SMS");
    assertThat(log.getMessageType()).isEqualTo("authentication");
    assertThat(log.getSentAt()).isEqualTo(Instant.parse("2024-03-15T08:30:00.466Z"));
    assertThat(log.getProvider()).isEqualTo("duo");
  }

  @Test
  void shouldMapPhoneToVoiceAndKeepUnknownTypes() {
    // When
    var phone = Outcomes.ofLogs("duo-v2", ITEM.replace("\"sms\"", "\"phone\"")).value();
    var whatsapp = Outcomes.ofLogs("duo-v2", ITEM.replace("\"sms\"", "\"whatsapp\"")).value();

    // Then
    assertThat(phone.getChannel()).isEqualTo("VOICE");
    assertThat(whatsapp.getChannel()).isEqualTo("WHATSAPP");
  }

  @Test
  void shouldUseTransactionIdWithoutTelephonyId() {
    // Given
    String withoutTelephonyId = ITEM.replace("telephony_id", "other");

    // When
    var log = Outcomes.ofLogs("duo-v2", withoutTelephonyId).value();
    var neither = Outcomes.ofLogs("duo-v2", withoutTelephonyId.replace("txid", "another"));

    // Then
    assertThat(log.getLogId()).isEqualTo("c1f0a4f6-2f1f-4b1e-8f7d-7f1a3c5290c4");
    assertThat(neither.rejections()).containsExactly("MISSING_FIELD telephony_id");
  }

  @Test
  void shouldReadUnchangedApiResponses() {
    // Given
    String second = ITEM.replace("7f1a", "8a2b");
    String response = RESPONSE.formatted(ITEM, second);

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", response + response.replaceAll("\\s", ""));

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).hasSize(4);
    assertThat(outcomes.lines()).startsWith(5L, 6L);
  }

  @Test
  void shouldReadResponseFieldAloneAndBareItems() {
    // When
    var response = Outcomes.ofLogs("duo-v2", "{\"items\":[" + ITEM + "],\"metadata\":{}}");
    var array = Outcomes.ofLogs("duo-v2", "[" + ITEM + "]");

    // Then
    assertThat(response.values()).hasSize(1);
    assertThat(array.values()).hasSize(1);
  }

  @Test
  void shouldRejectErrorResponse() {
    // When
    var failed =
        Outcomes.ofLogs("duo-v2", "{\"code\":40103,\"message\":\"Invalid\",\"stat\":\"FAIL\"}");
    var first = Outcomes.ofLogs("duo-v2", "{\"stat\":\"FAIL\",\"code\":40103}");
    var empty = Outcomes.ofLogs("duo-v2", "{\"stat\":\"OK\",\"response\":{}}");
    var noMore = Outcomes.ofLogs("duo-v2", "{\"stat\":\"OK\",\"response\":{\"items\":[]}}");

    // Then
    assertThat(failed.rejections()).containsExactly("API_ERROR stat");
    assertThat(first.rejections()).containsExactly("API_ERROR stat");
    assertThat(empty.rejections()).containsExactly("NO_ITEMS");
    assertThat(noMore.rejections()).isEmpty();
  }

  @Test
  void shouldStopAtSyntaxErrorInResponse() {
    // Given
    String response = RESPONSE.formatted(ITEM, "{\"phone\":\"+12125550112\" oops}");

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", response);

    // Then
    assertThat(outcomes.values()).hasSize(1);
    assertThat(outcomes.rejections()).containsExactly("BROKEN_DOCUMENT");
    assertThat(((Decoded.Rejected<MessageLog>) outcomes.all().getLast()).last()).isTrue();
  }

  @Test
  void shouldNotGuessAccountOfChildAccount() {
    // Given
    String child = ITEM.replace("{", "{\"child_account_id\":\"DUO-CHILD\",");

    // When
    var mapped = Outcomes.ofLogs("duo-v2", child);
    var unmapped = Outcomes.ofLogs("duo-v2", child.replace("DUO-CHILD", "DUO-OTHER"));

    // Then
    assertThat(mapped.value().getAccountId()).isEqualTo("child-1");
    assertThat(unmapped.rejections()).containsExactly("UNMAPPED_CHILD_ACCOUNT child_account_id");
  }

  @Test
  void shouldReadDuoLogSyncOutputAndRejectCef() {
    // Given
    String added = ITEM.replace("{", "{\"eventtype\":\"telephony\",\"host\":\"api-x.example\",");
    String v1 =
        """
        {"context":"authentication","credits":1,"phone":"+12125550111","type":"sms",\
        "timestamp":1710491400,"isotimestamp":"2024-03-15T08:30:00+00:00"}""";
    String cef = "CEF:0|Duo|duologsync|1.0|telephony|sms|5|dst=+12125550111";

    // When
    var outcomes = Outcomes.ofLogs("duo-v2", String.join("\n", added, v1, cef));

    // Then
    var accepted = (Decoded.Accepted<MessageLog>) outcomes.all().getFirst();
    assertThat(accepted.unknownFields()).isEmpty();
    assertThat(outcomes.rejections()).containsExactly("DUO_V1 ts", "CEF");
  }
}
