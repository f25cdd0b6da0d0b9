package dev.tocsin.phone;

import static dev.tocsin.domain.RecordDetails.Origin.NETWORK_CODE;
import static dev.tocsin.domain.RecordDetails.Origin.NUMBER_PLAN;
import static dev.tocsin.domain.RecordDetails.Origin.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.RecordDetails;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneDetailsTest {

  private final PhoneNumbers phones = new PhoneNumbers();

  @Test
  void shouldPreferFieldsOfProvider() {
    // When
    RecordDetails details = details("+12125550100", "Carrier X", "us", "New York");

    // Then
    assertThat(details)
        .isEqualTo(new RecordDetails("Carrier X", PROVIDER, "US", PROVIDER, "US-NY", PROVIDER));
  }

  @Test
  void shouldDeriveMissingFieldsFromNumber() {
    // When
    RecordDetails american = details("+12125550100", null, null, null);
    RecordDetails british = details("+447400123456", null, null, null);

    // Then
    assertThat(american.country()).isEqualTo("US");
    assertThat(american.state()).isEqualTo("US-NY");
    assertThat(american.stateOrigin()).isEqualTo(NUMBER_PLAN);
    assertThat(american.carrier()).isNull();
    assertThat(american.carrierOrigin()).isNull();
    assertThat(british.country()).isEqualTo("GB");
    assertThat(british.countryOrigin()).isEqualTo(NUMBER_PLAN);
    assertThat(british.carrier()).isNotBlank();
    assertThat(british.carrierOrigin()).isEqualTo(NUMBER_PLAN);
    assertThat(british.state()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "310260, T-Mobile, US",
    "23410, O2, GB",
    "26299, 26299, DE",
    "302720, Rogers, CA",
  })
  void shouldReadNetworkCodes(String code, String carrier, String country) {
    // When
    RecordDetails details = details("not a number", code, null, null);

    // Then
    assertThat(details)
        .isEqualTo(new RecordDetails(carrier, NETWORK_CODE, country, NETWORK_CODE, null, null));
  }

  @ParameterizedTest
  @CsvSource({"199999", "12345", "3102601", "999", "T-Mobile"})
  void shouldKeepOtherCarriersAsNames(String carrier) {
    // When
    RecordDetails details = details("not a number", carrier, null, null);

    // Then
    assertThat(details.carrier()).isEqualTo(carrier);
    assertThat(details.carrierOrigin()).isEqualTo(PROVIDER);
    assertThat(details.country()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "USA, US, TX, US-TX",
    "us, US, texas, US-TX",
    "CAN, CA, Quebec, CA-QC",
    "DE, DE, BY, BY",
    "DEU, DE, DE-BY, DE-BY",
    "Narnia, Narnia, Somewhere, Somewhere",
  })
  void shouldConvertCountriesAndStatesToIso3166(
      String given, String country, String state, String code) {
    // When
    RecordDetails details = details("not a number", null, given, state);

    // Then
    assertThat(details.country()).isEqualTo(country);
    assertThat(details.state()).isEqualTo(code);
  }

  @Test
  void shouldNotCombineStateWithAnotherCountry() {
    // When
    RecordDetails details = details("+12125550100", null, "MX", null);

    // Then
    assertThat(details.country()).isEqualTo("MX");
    assertThat(details.state()).isNull();
  }

  @Test
  void shouldKnowExistingCountriesOnly() {
    // Given
    Set<String> known = Set.of(Locale.getISOCountries());
    MobileNetworks networks = new MobileNetworks();

    for (int mcc = 200; mcc < 800; mcc++) {
      // When
      String country = networks.country(mcc + "01");

      // Then
      if (country != null && !country.equals("XK")) {
        assertThat(known).contains(country);
      }
    }
  }

  private RecordDetails details(String phone, String carrier, String country, String state) {
    LogRecord record =
        new LogRecord("duo", "acme", "m1", phone, null, "SMS", 1, null, carrier, country, state);
    return phones.details(record, phones.e164(record));
  }
}
