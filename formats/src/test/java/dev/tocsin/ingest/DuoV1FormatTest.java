package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DuoV1FormatTest {

  private static final String ITEM =
      "{\"context\":\"authentication\",\"credits\":1,"
          + "\"isotimestamp\":\"2024-03-15T08:30:00+00:00\",\"phone\":\"+12025550111\","
          + "\"timestamp\":1710491400,\"type\":\"sms\"}";

  @Test
  void shouldReadUnchangedApiResponses() {
    // Given
    String response = "{\"stat\": \"OK\",\n \"response\": [\n%s,\n%s]}\n";
    String other = ITEM.replace("0111", "0112");

    // When
    var outcomes = Outcomes.ofLogs("duo-v1", response.formatted(ITEM, other));
    var failed = Outcomes.ofLogs("duo-v1", "{\"stat\":\"FAIL\",\"code\":40103}");

    // Then
    assertThat(outcomes.rejections()).isEmpty();
    assertThat(outcomes.values()).hasSize(2);
    assertThat(failed.rejections()).containsExactly("API_ERROR stat");
  }

  @Test
  void shouldYieldSameIdsForOverlappingPolls() {
    // Given
    String first = ITEM.replace("0111", "0112");
    String last = ITEM.replace("1710491400", "1710491401");

    // When
    List<String> poll = ids(String.join("\n", first, ITEM));
    List<String> next = ids(String.join("\n", ITEM, last));

    // Then
    assertThat(poll).doesNotHaveDuplicates();
    assertThat(next).doesNotHaveDuplicates().startsWith(poll.get(1));
  }

  @Test
  void shouldYieldSameRecordsInAnyOrder() {
    // Given
    List<String> others =
        IntStream.range(0, 20_000).mapToObj(i -> ITEM.replace("+12025550111", "+" + i)).toList();
    List<String> near = new ArrayList<>(List.of(ITEM, ITEM));
    near.addAll(others);
    List<String> far = new ArrayList<>(List.of(ITEM));
    far.addAll(others);
    far.add(ITEM);

    // When
    Set<String> ids = Set.copyOf(ids(String.join("\n", near)));

    // Then
    assertThat(ids).hasSize(20_001).isEqualTo(Set.copyOf(ids(String.join("\n", far))));
  }

  @Test
  void shouldYieldSameIdForEveryClient() {
    // Given
    String seconds = ITEM.replaceAll("\"isotimestamp\":\"[^\"]*\",", "");
    String iso = ITEM.replace("\"timestamp\":1710491400,", "").replace("\"credits\":1,", "");
    String client = ITEM.replace("{", "{\"host\":\"api-x.example\",\"eventtype\":\"telephony\",");

    // When
    List<String> ids = Stream.of(ITEM, seconds, iso, client).flatMap(x -> ids(x).stream()).toList();

    // Then
    assertThat(ids).hasSize(4).containsOnly(ids.getFirst());
  }

  @Test
  void shouldYieldDifferentIdsForDifferentItems() {
    // When
    List<String> ids =
        ids(
            String.join(
                "\n",
                ITEM,
                ITEM.replace("0111", "0112"),
                ITEM.replace("authentication", "enrollment"),
                ITEM.replace("\"sms\"", "\"phone\""),
                ITEM.replace("1710491400", "1710491401"),
                ITEM.replace("{", "{\"child_account_id\":\"DUO-CHILD\",")));

    // Then
    assertThat(ids).hasSize(6).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  @Test
  void shouldNotGuessAccountOfChildAccount() {
    // When
    var unmapped =
        Outcomes.ofLogs("duo-v1", ITEM.replace("{", "{\"child_account_id\":\"DUO-OTHER\","));

    // Then
    assertThat(unmapped.rejections()).containsExactly("UNMAPPED_CHILD_ACCOUNT child_account_id");
  }

  @Test
  void shouldRejectItemOfAnotherVersion() {
    // Given
    String v2 =
        "{\"context\":\"authentication\",\"phone\":\"+12025550111\",\"type\":\"sms\","
            + "\"telephony_id\":\"7f1a\",\"ts\":\"2024-03-15T08:30:00.466370+00:00\"}";
    String cef = "CEF:0|Duo|duologsync|1.0|telephony|sms|5|dst=+12025550111";

    // When
    var outcomes = Outcomes.ofLogs("duo-v1", String.join("\n", v2, cef));

    // Then
    assertThat(outcomes.rejections()).containsExactly("MISSING_FIELD timestamp", "CEF");
    assertThat(((Decoded.Rejected<MessageLog>) outcomes.all().getFirst()).describe())
        .contains("duo-v2");
  }

  @Test
  void shouldRejectMilliseconds() {
    // When
    var outcomes = Outcomes.ofLogs("duo-v1", ITEM.replace("1710491400", "1710491400466"));

    // Then
    assertThat(outcomes.rejections()).containsExactly("INVALID_TIME timestamp");
  }

  private static List<String> ids(String input) {
    return Outcomes.ofLogs("duo-v1", input).values().stream().map(MessageLog::getLogId).toList();
  }
}
