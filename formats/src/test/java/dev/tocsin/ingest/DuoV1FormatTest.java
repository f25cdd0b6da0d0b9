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
  void shouldReadAnswersOfTheApiAsTheyAre() {
    // Given
    String answer = "{\"stat\": \"OK\",\n \"response\": [\n%s,\n%s]}\n";
    String other = ITEM.replace("0111", "0112");

    // When
    var verdicts = Verdicts.ofLogs("duo-v1", answer.formatted(ITEM, other));
    var failed = Verdicts.ofLogs("duo-v1", "{\"stat\":\"FAIL\",\"code\":40103}");

    // Then
    assertThat(verdicts.refusals()).isEmpty();
    assertThat(verdicts.values()).hasSize(2);
    assertThat(failed.refusals()).containsExactly("API_ERROR stat");
  }

  @Test
  void shouldGiveTheSameIdsToThePartThatPollsShare() {
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
  void shouldMakeTheSameOfItemsInAnyOrderHoweverFarApart() {
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
  void shouldGiveTheSameIdWhateverClientWroteIt() {
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
  void shouldTellApartWhateverDiffers() {
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
  void shouldNeverGuessTheAccountOfAChild() {
    // When
    var unmapped =
        Verdicts.ofLogs("duo-v1", ITEM.replace("{", "{\"child_account_id\":\"DUO-OTHER\","));

    // Then
    assertThat(unmapped.refusals()).containsExactly("UNMAPPED_CHILD_ACCOUNT child_account_id");
  }

  @Test
  void shouldRefuseWhatIsOfAnotherVersion() {
    // Given
    String v2 =
        "{\"context\":\"authentication\",\"phone\":\"+12025550111\",\"type\":\"sms\","
            + "\"telephony_id\":\"7f1a\",\"ts\":\"2024-03-15T08:30:00.466370+00:00\"}";
    String cef = "CEF:0|Duo|duologsync|1.0|telephony|sms|5|dst=+12025550111";

    // When
    var verdicts = Verdicts.ofLogs("duo-v1", String.join("\n", v2, cef));

    // Then
    assertThat(verdicts.refusals()).containsExactly("MISSING_FIELD timestamp", "CEF");
    assertThat(((Decoded.Rejected<MessageLog>) verdicts.all().getFirst()).describe())
        .contains("duo-v2");
  }

  @Test
  void shouldRefuseMilliseconds() {
    // When
    var verdicts = Verdicts.ofLogs("duo-v1", ITEM.replace("1710491400", "1710491400466"));

    // Then
    assertThat(verdicts.refusals()).containsExactly("INVALID_TIME timestamp");
  }

  private static List<String> ids(String input) {
    return Verdicts.ofLogs("duo-v1", input).values().stream().map(MessageLog::getLogId).toList();
  }
}
