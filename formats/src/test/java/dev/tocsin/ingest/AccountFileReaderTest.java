package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.Account;
import dev.tocsin.ingest.decode.Decoded;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFileReaderTest {

  @Test
  void shouldReadCsvByHeaderWhateverItsOrder() throws Exception {
    // Given
    String csv =
        """
        \uFEFFName, account_id ,country,contact,updated_at,segment\r
        "Globex, ""the"" Corp",globex,us,soc@globex.example,2024-02-01T00:00:00Z,x\r
        \r
        Initech,initech,,,,\r
        """;

    // When
    var verdicts = Verdicts.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(verdicts.values())
        .containsExactly(
            new Account(
                "globex",
                "Globex, \"the\" Corp",
                "soc@globex.example",
                "US",
                Instant.parse("2024-02-01T00:00:00Z")),
            new Account("initech", "Initech", null, null, null));
    assertThat(((Decoded.Accepted<Account>) verdicts.all().getFirst()).unknownFields())
        .containsExactly("segment");
  }

  @Test
  void shouldReadJsonLines() throws Exception {
    // When
    var verdicts =
        Verdicts.ofAccounts(
            AccountFileReader.Format.JSON,
            "{\"account_id\":\"a\",\"name\":\"A\",\"updated_at\":1711929599999}\n{\"name\":\"B\"}");

    // Then
    assertThat(verdicts.value())
        .isEqualTo(new Account("a", "A", null, null, Instant.ofEpochMilli(1711929599999L)));
    assertThat(verdicts.refusals()).containsExactly("MISSING_FIELD account_id");
  }

  @Test
  void shouldRefuseWhatTheDetectorWouldRefuse() throws Exception {
    // Given
    String csv =
        """
        account_id,name,contact,updated_at
        %1$s,A,,
        a,%1$s,,
        a,A,%1$s,
        a,A,,9999-12-31T23:59:59Z
        %2$s,%2$s,%2$s,2026-01-01T00:00:00Z
        """
            .formatted("x".repeat(1_025), "x".repeat(1_024));

    // When
    var verdicts = Verdicts.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(verdicts.refusals())
        .containsExactly(
            "FIELD_TOO_LONG account_id",
            "FIELD_TOO_LONG name",
            "FIELD_TOO_LONG contact",
            "FUTURE_TIME updated_at");
    assertThat(verdicts.values()).hasSize(1);
  }

  @Test
  void shouldRefuseHalfCharacters() throws Exception {
    // When
    var verdicts =
        Verdicts.ofAccounts(
            AccountFileReader.Format.JSON, "{\"account_id\":\"A\\ud800\",\"name\":\"A\"}");

    // Then
    assertThat(verdicts.refusals()).containsExactly("INVALID_TEXT account_id");
  }

  @Test
  void shouldNotLetAnOpenQuoteSwallowOrForgeAccounts() throws Exception {
    // Given
    String csv =
        "account_id,name\na,\"A\nInc\",x\nb,B\nc,C,D\nd\ne,\"E\"E\nf,F \"x\"\ng,G\u0001G\nh,\"H\"";

    // When
    var verdicts = Verdicts.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(verdicts.values()).extracting(Account::getAccountId).containsExactly("b", "h");
    assertThat(verdicts.refusals())
        .containsExactly(
            "MALFORMED_CSV",
            "MALFORMED_CSV",
            "WRONG_COLUMN_COUNT",
            "WRONG_COLUMN_COUNT",
            "MALFORMED_CSV",
            "MALFORMED_CSV",
            "CONTROL_CHARACTER name");
    assertThat(verdicts.lines()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void shouldRefuseAHeaderThatDoesNotSayWhatIsWhat() {
    assertThatThrownBy(() -> csv("id;name\n1;A")).hasMessageContaining("no column 'account_id'");
    assertThatThrownBy(() -> csv("account_id,name,name\n")).hasMessageContaining("twice");
    assertThatThrownBy(() -> csv("\n\n")).hasMessageContaining("empty");
    assertThatThrownBy(() -> csv("\"account_id,name\n")).hasMessageContaining("MALFORMED_CSV");
  }

  private static void csv(String text) throws Exception {
    Verdicts.ofAccounts(AccountFileReader.Format.CSV, text);
  }

  @Test
  void shouldTakeOrRefuseWhateverIsBroken() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] csv =
        "account_id,name,contact,country\nzqxjk-1,\"zqxjk, 2\",zqxjk@3.example,us\nzqxjk-4,n,,\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 2_000; round++) {
      // Given
      byte[] input = Mutations.of(csv, random);
      var verdicts = new Verdicts<Account>();

      // When
      try {
        new AccountFileReader(AccountFileReader.Format.CSV, Verdicts.LATEST)
            .read(new ByteArrayInputStream(input), verdicts);
      } catch (AccountFileReader.HeaderException e) {
        assertThat(e).as("seed %d, round %d", seed, round).message().isNotBlank();
      }

      // Then
      for (Decoded<Account> verdict : verdicts.all()) {
        if (verdict instanceof Decoded.Rejected<Account> rejected) {
          assertThat(rejected.describe())
              .as("seed %d, round %d", seed, round)
              .doesNotContain("zqxjk");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"account_id\":\"a\",\"name\":\"A\"}]",
        "[\n{\"account_id\":\"a\",\"name\":\"A\"}\n]",
        "{\n  \"account_id\": \"a\",\n  \"name\": \"A\"\n}\n"
      })
  void shouldSayOnceThatADocumentIsNotLines(String document) {
    assertThatThrownBy(() -> Verdicts.ofAccounts(AccountFileReader.Format.JSON, document))
        .hasMessageContaining("one account per line");
  }
}
