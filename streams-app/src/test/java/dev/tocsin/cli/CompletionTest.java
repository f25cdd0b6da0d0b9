package dev.tocsin.cli;

import dev.tocsin.testkit.GeneratedPage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;

class CompletionTest {

  @Test
  void shouldMatchTheScriptInTheDistribution() {
    // Given
    CliEnvironment environment = new CliEnvironment(Map.of(), Path.of(""), false);
    // When
    String script = AutoComplete.bash("tocsin", Main.commandLine(environment));
    // Then
    GeneratedPage.shouldEqual("streams-app/src/dist/tocsin.bash", script);
  }
}
