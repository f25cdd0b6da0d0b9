package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void shouldEscapeControlCharacters() {
    // Given
    String given = "SMS\u001b[31mred\u0000\u202etxet\r\nnext 😀 é\t.";
    // When
    String printable = Printable.of(given);
    // Then
    assertThat(printable)
        .isEqualTo("SMS\\u001b[31mred\\u0000\\u202etxet\\u000d\nnext 😀 é\\u0009.");
  }

  @Test
  void shouldKeepOrdinaryText() {
    assertThat(Printable.of("a line\nand 漢字")).isEqualTo("a line\nand 漢字");
  }
}
