package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerRowTest {

  @Test
  void shouldIdentifyPersonInEveryNotationOfNumber() {
    // Given
    LedgerRow plain = row("+12025550123", "+12025550123");
    LedgerRow spelled = row("+1 (202) 555-0123", "+12025550123");
    // When Then
    assertThat(spelled.person()).isEqualTo(plain.person()).isEqualTo("+12025550123");
    assertThat(row(" 12345 ", null).person()).isEqualTo("12345");
  }

  @Test
  void shouldKeepRecordWhenStandingChanges() {
    // Given
    LedgerRow row = row("+12025550123", "+12025550123");
    // When
    LedgerRow judged = row.judged(Standing.DRAFT, 9);
    // Then
    assertThat(judged).isEqualTo(new LedgerRow(Standing.DRAFT, 9, row.record(), "+12025550123"));
    assertThat(row.standing()).isEqualTo(Standing.EXPOSED);
  }

  /** Logs and exceptions may contain the text. */
  @Test
  void shouldNotNamePersonInText() {
    // Given
    LedgerRow row = row("+12025550123", "+12025550123");
    // When Then
    assertThat(row).hasToString("LedgerRow[EXPOSED@4]");
    assertThat(row.record()).hasToString("LogRecord[provider=duo, channel=SMS]");
  }

  private static LedgerRow row(String phone, @Nullable String e164) {
    return new LedgerRow(Standing.EXPOSED, 4, log("m").phone(phone).get(), e164);
  }
}
