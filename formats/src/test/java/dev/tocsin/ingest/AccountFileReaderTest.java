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
  void shouldReadCsvColumnsInAnyOrder() throws Exception {
    // Given
    String csv =
        """
        \uFEFFName, account_id ,country,contact,updated_at,segment\r
        "Globex, ""the"" Corp",globex,us,soc@globex.example,2024-02-01T00:00:00Z,x\r
        \r
        Initech,initech,,,,\r
        """;

    // When
    var outcomes = Outcomes.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(outcomes.values())
        .containsExactly(
            new Account(
                "globex",
                "Globex, \"the\" Corp",
                "soc@globex.example",
                "US",
                Instant.parse("2024-02-01T00:00:00Z")),
            new Account("initech", "Initech", null, null, null));
    assertThat(((Decoded.Accepted<Account>) outcomes.all().getFirst()).unknownFields())
        .containsExactly("segment");
  }

  @Test
  void shouldReadJsonLines() throws Exception {
    // When
    var outcomes =
        Outcomes.ofAccounts(
            AccountFileReader.Format.JSON,
            "{\"account_id\":\"a\",\"name\":\"A\",\"updated_at\":1711929599999}\n{\"name\":\"B\"}");

    // Then
    assertThat(outcomes.value())
        .isEqualTo(new Account("a", "A", null, null, Instant.ofEpochMilli(1711929599999L)));
    assertThat(outcomes.rejections()).containsExactly("MISSING_FIELD account_id");
  }

  @Test
  void shouldRejectWhatTheDetectorRejects() throws Exception {
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
    var outcomes = Outcomes.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(outcomes.rejections())
        .containsExactly(
            "FIELD_TOO_LONG account_id",
            "FIELD_TOO_LONG name",
            "FIELD_TOO_LONG contact",
            "FUTURE_TIME updated_at");
    assertThat(outcomes.values()).hasSize(1);
  }

  @Test
  void shouldRejectUnpairedSurrogates() throws Exception {
    // When
    var outcomes =
        Outcomes.ofAccounts(
            AccountFileReader.Format.JSON, "{\"account_id\":\"A\\ud800\",\"name\":\"A\"}");

    // Then
    assertThat(outcomes.rejections()).containsExactly("INVALID_TEXT account_id");
  }

  @Test
  void shouldNotLetOpenQuoteHideOrForgeAccounts() throws Exception {
    // Given
    String csv =
        "account_id,name\na,\"A\nInc\",x\nb,B\nc,C,D\nd\ne,\"E\"E\nf,F \"x\"\ng,G\u0001G\nh,\"H\"";

    // When
    var outcomes = Outcomes.ofAccounts(AccountFileReader.Format.CSV, csv);

    // Then
    assertThat(outcomes.values()).extracting(Account::getAccountId).containsExactly("b", "h");
    assertThat(outcomes.rejections())
        .containsExactly(
            "MALFORMED_CSV",
            "MALFORMED_CSV",
            "WRONG_COLUMN_COUNT",
            "WRONG_COLUMN_COUNT",
            "MALFORMED_CSV",
            "MALFORMED_CSV",
            "CONTROL_CHARACTER name");
    assertThat(outcomes.lines()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void shouldRejectHeaderWithoutRequiredColumns() {
    assertThatThrownBy(() -> csv("id;name\n1;A")).hasMessageContaining("no column 'account_id'");
    assertThatThrownBy(() -> csv("account_id,name,name\n")).hasMessageContaining("twice");
    assertThatThrownBy(() -> csv("\n\n")).hasMessageContaining("empty");
    assertThatThrownBy(() -> csv("\"account_id,name\n")).hasMessageContaining("MALFORMED_CSV");
  }

  private static void csv(String text) throws Exception {
    Outcomes.ofAccounts(AccountFileReader.Format.CSV, text);
  }

  @Test
  void shouldAcceptOrRejectMutatedInput() throws Exception {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] csv =
        "account_id,name,contact,country\nzqxjk-1,\"zqxjk, 2\",zqxjk@3.example,us\nzqxjk-4,n,,\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 2_000; round++) {
      // Given
      byte[] input = Mutations.of(csv, random);
      var outcomes = new Outcomes<Account>();

      // When
      try {
        new AccountFileReader(AccountFileReader.Format.CSV, Outcomes.LATEST)
            .read(new ByteArrayInputStream(input), outcomes);
      } catch (AccountFileReader.HeaderException e) {
        assertThat(e).as("seed %d, round %d", seed, round).message().isNotBlank();
      }

      // Then
      for (Decoded<Account> outcome : outcomes.all()) {
        if (outcome instanceof Decoded.Rejected<Account> rejected) {
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
  void shouldRejectDocumentInsteadOfLines(String document) {
    assertThatThrownBy(() -> Outcomes.ofAccounts(AccountFileReader.Format.JSON, document))
        .hasMessageContaining("one account per line");
  }
}
