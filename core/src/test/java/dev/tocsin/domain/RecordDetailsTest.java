package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDetailsTest {

  private static final RecordDetails.Origin PROVIDER = RecordDetails.Origin.PROVIDER;

  /** Normalizes numbers only. */
  private final PhoneNormalizer phones = phone -> phone.startsWith("+1") ? "valid " + phone : null;

  @Test
  void shouldNameProviderAsSourceOfItsFields() {
    // When Then
    assertThat(RecordDetails.ofProvider(record("T-Mobile", null, null)))
        .isEqualTo(new RecordDetails("T-Mobile", PROVIDER, null, null, null, null));
    assertThat(RecordDetails.ofProvider(record(null, "US", null)))
        .isEqualTo(new RecordDetails(null, null, "US", PROVIDER, null, null));
    assertThat(RecordDetails.ofProvider(record(null, null, "US-CA")))
        .isEqualTo(new RecordDetails(null, null, null, null, "US-CA", PROVIDER));
  }

  @Test
  void shouldKeepFieldsOfProviderByDefault() {
    // Given
    LogRecord record = record("T-Mobile", "US", "US-CA");
    // When Then
    assertThat(phones.details(record, null)).isEqualTo(RecordDetails.ofProvider(record));
  }

  @Test
  void shouldPreferValidNumberOfProvider() {
    // When Then
    assertThat(phones.e164(log("m").phone("+12").e164("+13").get())).isEqualTo("valid +13");
    assertThat(phones.e164(log("m").phone("+12").e164("nonsense").get())).isEqualTo("valid +12");
    assertThat(phones.e164(log("m").phone("+12").e164(null).get())).isEqualTo("valid +12");
    assertThat(phones.e164(log("m").phone("nonsense").e164("nonsense").get())).isNull();
  }

  private static LogRecord record(
      @Nullable String carrier, @Nullable String country, @Nullable String state) {
    return new LogRecord(
        "duo", "acme", "m", "+12", null, "SMS", 1_500, null, carrier, country, state);
  }
}
