package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.PropertiesFile.Entry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PropertiesFileTest {

  @Test
  void shouldReturnTheLineOfEachKey() throws IOException {
    // Given
    String text =
        """
        # a comment that ends with a backslash \\
        partitions = 3

        ! another comment
        providers: duo, \\
            twilio
          topic.prefix=test.
        state.dir=C:\\\\data
        """;
    // When
    var entries = PropertiesFile.entries(text);
    // Then
    assertThat(entries)
        .containsExactly(
            new Entry("partitions", "3", 2),
            new Entry("providers", "duo, twilio", 5),
            new Entry("topic.prefix", "test.", 7),
            new Entry("state.dir", "C:\\data", 8));
  }

  @Test
  void shouldReturnBothEntriesOfADuplicateKey() throws IOException {
    assertThat(PropertiesFile.entries("a=1\nb=2\na=3"))
        .extracting(Entry::line)
        .containsExactly(1, 2, 3);
  }

  @Test
  void shouldReadALastLineThatEndsWithABackslash() throws IOException {
    assertThat(PropertiesFile.entries("a=1\\")).containsExactly(new Entry("a", "1", 1));
  }

  @Test
  void shouldNameTheLineOfAnInvalidEscape() {
    assertThatThrownBy(() -> PropertiesFile.entries("a=1\nb=\\u12"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2");
  }
}
