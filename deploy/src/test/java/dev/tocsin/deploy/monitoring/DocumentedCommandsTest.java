package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.demo.Main;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Parses every command of the pages that readers copy from. */
class DocumentedCommandsTest {

  /** What the launcher of a checkout adds: other modules' command lines. */
  private static final Set<String> OF_LAUNCHER = Set.of("bench", "prove");

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|[^\\s\"']+");
  private static final Pattern INLINE = Pattern.compile("`(?:\\./)?tocsin ([a-z][^`]*)`");

  static Stream<Path> pages() {
    return Stream.concat(
        Checkout.list(Checkout.RUNBOOKS, ".md").stream(),
        Stream.of("README.md", "docs/operations.md", "docs/formats.md")
            .map(Checkout.ROOT::resolve));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameCommandsThatExist(Path file) {
    // Given
    Runbook page = Runbook.read(file);
    // Then
    assertThat(commands(page))
        .allSatisfy(
            words ->
                assertThatCode(() -> root().parseArgs(words.toArray(new String[0])))
                    .as("tocsin %s", String.join(" ", words))
                    .doesNotThrowAnyException());
    assertThat(INLINE.matcher(page.text()).results().map(match -> match.group(1)))
        .allSatisfy(command -> assertThat(exists(command)).as("tocsin %s", command).isTrue());
  }

  @Test
  void shouldNoticeACommandThatDoesNotExist() {
    // Given
    Runbook page =
        new Runbook(
            Path.of("x.md"),
            """
            ```sh
            cd /tmp && tocsin window list   # fine
            tocsin incident show INC-1 \\
              --output json > file
            tocsin window declare --title "two words" --frm 2024-03-01
            ```
            """);
    // When
    List<List<String>> commands = commands(page);
    // Then
    assertThat(commands)
        .containsExactly(
            List.of("window", "list"),
            List.of("incident", "show", "INC-1", "--output", "json"),
            List.of("window", "declare", "--title", "two words", "--frm", "2024-03-01"));
    assertThatThrownBy(() -> root().parseArgs(commands.getLast().toArray(new String[0])))
        .isInstanceOf(ParameterException.class);
    assertThat(exists("window lst")).isFalse();
  }

  private static CommandLine root() {
    return Main.commandLine(new CliEnvironment(Map.of(), Path.of(""), false));
  }

  /** The arguments of each call of Tocsin in the blocks of shell commands. */
  private static List<List<String>> commands(Runbook page) {
    List<List<String>> commands = new ArrayList<>();
    for (String block : page.blocks("sh")) {
      String whole = block.replaceAll("\\\\\\n\\s*", " ");
      for (String part : whole.split("\\n|&&|\\|\\||;|\\|")) {
        List<String> words = words(part);
        boolean tocsin = !words.isEmpty() && words.getFirst().matches("(\\./)?tocsin");
        if (tocsin && words.size() > 1 && !OF_LAUNCHER.contains(words.get(1))) {
          commands.add(words.subList(1, words.size()));
        }
      }
    }
    return commands;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group();
      if (word.startsWith("#") || word.startsWith(">")) {
        break;
      }
      boolean quoted = word.startsWith("\"") || word.startsWith("'");
      words.add(quoted ? word.substring(1, word.length() - 1) : word);
    }
    return words;
  }

  /** Whether the words up to the first that cannot be a command lead to one. */
  private static boolean exists(String command) {
    CommandLine here = root();
    for (String word : command.split("\\s+")) {
      if (here.getSubcommands().isEmpty() || !word.matches("[a-z][a-z-]*")) {
        return true;
      }
      if (here.getParent() == null && OF_LAUNCHER.contains(word)) {
        return true;
      }
      CommandLine next = here.getSubcommands().get(word);
      if (next == null) {
        return false;
      }
      here = next;
    }
    return true;
  }
}
