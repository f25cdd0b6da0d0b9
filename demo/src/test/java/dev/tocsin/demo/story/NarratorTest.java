package dev.tocsin.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {

  private static final String ESCAPE = "\u001B";

  private final StringWriter spoken = new StringWriter();

  @Test
  void shouldPrintPlainTextWithoutATerminal() {
    // Given
    Narrator narrator = narrator(false, false);

    // When
    narrator.chapter("One");
    narrator.good("%,d records", 1_234);
    narrator.meter("Pushing").at(0.5);

    // Then
    assertThat(spoken.toString()).contains("One").contains("1,234 records").doesNotContain(ESCAPE);
    assertThat(spoken.toString()).doesNotContain("Pushing");
  }

  @Test
  void shouldClearAMeterBeforeTheNextSentence() {
    // Given
    Narrator narrator = narrator(true, false);

    // When
    narrator.meter("Pushing").at(0.5);
    narrator.say("done");

    // Then
    assertThat(spoken.toString()).contains("Pushing").contains("\r" + ESCAPE + "[K");
  }

  @Test
  void shouldPrintNothingAfterTheLastSentence() {
    // Given
    Narrator narrator = narrator(true, true);

    // When
    narrator.sayLast("Interrupted.");
    narrator.say("too late");
    narrator.sayLast("Really.");

    // Then
    assertThat(spoken.toString()).contains("Interrupted.");
    assertThat(spoken.toString()).doesNotContain("too late").doesNotContain("Really.");
  }

  @Test
  void shouldAlignColumns() {
    // Given
    Narrator narrator = narrator(false, false);

    // When
    narrator.table(List.of(List.of("", "a"), List.of("Records", "1,000"), List.of("X", "7")));

    // Then
    assertThat(spoken.toString().lines().map(String::strip))
        .containsExactly("a", "Records   1,000", "X             7");
  }

  private Narrator narrator(boolean terminal, boolean colours) {
    return new Narrator(new PrintWriter(spoken), terminal, colours);
  }
}
