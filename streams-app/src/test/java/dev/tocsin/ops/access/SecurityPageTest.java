package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of docs/security.md are those of the plan. */
class SecurityPageTest {

  private static final String PAGE = "docs/security.md";
  private static final String BEGIN = "<!-- rights: generated, a test compares them -->\n";
  private static final String END = "<!-- end of rights -->\n";

  @Test
  void shouldMatchThePlan() throws IOException {
    // Given
    String page = Files.readString(Path.of("..").resolve(PAGE));
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length());
    assertThat(end).isGreaterThanOrEqualTo(begin);
    // Then
    GeneratedPage.shouldEqual(
        PAGE,
        page.substring(0, begin)
            + "\n"
            + new RightsTables().markdown()
            + "\n"
            + page.substring(end));
  }
}
