package dev.tocsin.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneMaskTest {

  @ParameterizedTest
  @CsvSource({
    "+12125550142, +1********42",
    "12125550, 12****50",
    "5550142, *******",
    "1, *",
  })
  void shouldHideAllButTheEnds(String phone, String expected) {
    assertThat(PhoneMask.of(phone)).isEqualTo(expected);
  }
}
