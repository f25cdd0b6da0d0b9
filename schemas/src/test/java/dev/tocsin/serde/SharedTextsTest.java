package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedTextsTest {

  @Test
  void shouldReturnSameObjectForSameBytes() {
    // Given
    SharedTexts texts = new SharedTexts(4);
    byte[] first = "xxVerizon Wireless".getBytes(StandardCharsets.UTF_8);
    byte[] second = "Verizon Wireless!".getBytes(StandardCharsets.UTF_8);
    String kept = new String(first, 2, 16, StandardCharsets.UTF_8);

    // When
    texts.keep(first, 2, 16, kept);

    // Then
    assertThat(texts.find(second, 0, 16)).isSameAs(kept);
    assertThat(texts.find(second, 0, 15)).isNull();
    assertThat(texts.find(second, 0, 17)).isNull();
  }

  @Test
  void shouldNotConfuseTexts() {
    // Given: far more texts than slots
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    SharedTexts texts = new SharedTexts(3);
    int found = 0;

    for (int i = 0; i < 200_000; i++) {
      String text = "t".repeat(random.nextInt(70)) + random.nextInt(8);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      // When
      String known = texts.find(bytes, 0, bytes.length);

      // Then
      if (known == null) {
        texts.keep(bytes, 0, bytes.length, text);
      } else {
        assertThat(known).as("seed %d", seed).isEqualTo(text);
        found++;
      }
    }
    assertThat(found).as("seed %d", seed).isPositive();
  }

  @Test
  void shouldNotKeepLongTexts() {
    // Given
    SharedTexts texts = new SharedTexts(4);
    byte[] longest = "y".repeat(64).getBytes(StandardCharsets.UTF_8);
    byte[] longer = "y".repeat(65).getBytes(StandardCharsets.UTF_8);

    // When
    texts.keep(longest, 0, 64, "y".repeat(64));
    texts.keep(longer, 0, 65, "y".repeat(65));

    // Then
    assertThat(texts.find(longest, 0, 64)).isNotNull();
    assertThat(texts.find(longer, 0, 65)).isNull();
  }
}
