package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldAlignTable() {
    // When
    console(false, false)
        .table(List.of("A", "LONG"), List.of(List.of("value", "x"), List.of("v", "")));
    // Then
    assertThat(out.toString().lines()).containsExactly("A      LONG", "value  x", "v");
  }

  @Test
  void shouldKeepTableRowOnOneLine() {
    // When
    console(false, false).table(List.of("ID", "N"), List.of(List.of("a\nb  2", "1")));
    // Then
    assertThat(out.toString().lines()).containsExactly("ID           N", "a\\u000ab  2  1");
  }

  @Test
  void shouldWriteIso8601() {
    // When
    console(true, false).jsonLine(Map.of("at", Instant.EPOCH, "for", Duration.ofHours(1)));
    // Then
    assertThat(out.toString()).contains("\"at\":\"1970-01-01T00:00:00Z\"", "\"for\":\"PT1H\"");
  }

  @Test
  void shouldShowProgressOnTerminalOnly() {
    // When
    work(console(false, false));
    String piped = err.toString();
    work(console(false, true));
    String terminal = err.toString();
    // Then
    assertThat(piped).isEmpty();
    assertThat(terminal).contains("Loading").contains("\r").doesNotContain("\u001b");
    assertThat(out.toString()).isEmpty();
  }

  private static void work(Console console) {
    try (Progress progress = console.progress("Loading", 10, "records")) {
      for (int i = 0; i < 10; i++) {
        progress.advance(1);
      }
    }
  }

  private Console console(boolean json, boolean terminal) {
    return new Console(new PrintWriter(out), new PrintWriter(err), json, terminal);
  }
}
