package dev.tocsin.demo;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.testkit.GeneratedPage;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CliDocsTest {

  private static final int WIDTH = 100;

  private static final String INTRO =
      """
      # Command line

      <!-- Generated: `mvn test -Dtocsin.docs.write=true` writes it, a test compares it. -->

      Data goes to standard output, everything else to standard error. `--output json` prints one \
      JSON document, or one per line for output of unknown length.

      ## Exit codes

      | Code | Meaning |
      |---|---|
      """;

  @Test
  void shouldMatchThePageInTheRepository() {
    // Given
    CommandLine root = Main.commandLine(new CliEnvironment(Map.of(), Path.of(""), false));
    StringBuilder page = new StringBuilder(INTRO);
    ExitCodes.meanings()
        .forEach((code, meaning) -> page.append("| %d | %s |\n".formatted(code, meaning)));
    root.getCommandSpec().usageMessage().exitCodeListHeading("").exitCodeList(Map.of());
    // When
    describe(page, root);
    // Then
    GeneratedPage.shouldEqual("docs/cli.md", page.toString());
  }

  private static void describe(StringBuilder page, CommandLine command) {
    String usage =
        command
            .setUsageHelpWidth(WIDTH)
            .getUsageMessage(Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .reduce("", (text, line) -> text + line + "\n");
    page.append("\n## ")
        .append(command.getCommandSpec().qualifiedName())
        .append("\n\n```text\n")
        .append(usage)
        .append("```\n");
    new LinkedHashSet<>(command.getSubcommands().values()).forEach(sub -> describe(page, sub));
  }
}
