package dev.tocsin.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {

  private final PhoneNumbers numbers = new PhoneNumbers();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "+12025550123, +12025550123",
        "+1 (202) 555-0123, +12025550123",
        "+442079460018, +442079460018",
        "+44 (0)20 7946 0018, +442079460018",
        "2025550123, -",
        "+121234512345, -",
        "+11234567890, -",
        "+1202555012, -",
        "+1202555012x, -",
        "+1２025550123, +12025550123",
        "whatsapp:+12025550123, +12025550123",
      })
  void shouldNormalizeValidNumbers(String given, @Nullable String valid) {
    // When Then
    assertThat(numbers.e164(given)).isEqualTo(valid);
  }

  /** Numbers of the North American plan are not parsed; the result must be the same. */
  @Test
  void shouldMatchLibraryForNorthAmericanNumbers() throws NumberParseException {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    int valid = 0;

    for (int i = 0; i < 20_000; i++) {
      String phone =
          random.nextBoolean()
              ? "+1%010d".formatted(random.nextLong(10_000_000_000L))
              : "+1%03d%07d".formatted(200 + random.nextInt(800), random.nextInt(10_000_000));
      PhoneNumber parsed = util.parse(phone, "ZZ");

      // When
      String own = numbers.e164(phone);

      // Then
      assertThat(own)
          .as("seed %d", seed)
          .isEqualTo(
              util.isValidNumber(parsed) ? util.format(parsed, PhoneNumberFormat.E164) : null);
      valid += own == null ? 0 : 1;
    }
    assertThat(valid).as("seed %d", seed).isBetween(1_000, 19_000);
  }
}
