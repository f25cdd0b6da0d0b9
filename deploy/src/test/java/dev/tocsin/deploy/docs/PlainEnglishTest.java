package dev.tocsin.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps words that a reader would have to learn out of texts; docs/concepts.md has the right ones.
 */
class PlainEnglishTest {

  /** What not to write, and what to write instead. */
  private static final Map<Pattern, String> WORDS =
      Map.ofEntries(
          word("mend(s|ed|ing)?", "fix, remedy"),
          word("(is|are|was|were|be|been) told( of)?", "notified, reported"),
          word("the law", "order independence"),
          word("brute force", "independent recount, reference count"),
          word("looked at|look(s)? at everything", "scanned"),
          word("examin(e|es|ed|ing|ation)", "scan"),
          word("rubbish", "malformed records"),
          word("buried|bury|buries", "sent to the dead-letter topic"),
          word("goes with --", "requires --"),
          word("what it meets", "the cluster does not match it"),
          word("whoever|nobody|somebody", "name the actor"),
          word("what stands|stands there|still stands", "is in effect, current"),
          word("wording", "incident details"),
          word("at the door", "intake validation"),
          word("none that is usual", "unrecognized"),
          word("did not close cleanly", "failed to close RESOURCE"),
          word("took over", "fenced by another process"));

  /** A text of a Java source; in a text block the delimiter is three quotes. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "\"\"\"(?<block>.*?)(?<!\\\\)\"\"\"|\"(?<line>(?:\\\\.|[^\"\\\\\\n])*)\""
              + "|//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])'",
          Pattern.DOTALL);

  private static final List<String> LEFT_OUT =
      List.of(
          // The texts of a contract are part of its released versions.
          "docs/contracts.md",
          // What was decided, and what was tried, in the words of the time.
          "docs/adr",
          "CHANGELOG.md",
          "PlainEnglishTest.java");

  private static Map.Entry<Pattern, String> word(String pattern, String instead) {
    return Map.entry(Pattern.compile("(?i)\\b(?:" + pattern + ")"), instead);
  }

  @ParameterizedTest
  @ValueSource(strings = {".java", ".md", ".yml", ".yaml", ".sh", ".properties"})
  void shouldUseTheFieldsWords(String ending) throws IOException {
    // Given
    List<Path> files = files(ending);
    // When
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      found.addAll(
          ending.equals(".java") ? inLiterals(file, text) : in(file, text, 0, text.length()));
    }
    // Then
    assertThat(files).isNotEmpty();
    assertThat(found).isEmpty();
  }

  @Test
  void shouldFindAWordInATextAndNotInAComment() {
    // Given
    String source =
        """
        // mend it
        /* the law */
        String a = "mend it";
        char quote = '"';
        String b = \"""
            what is \\\""" rubbish
            \""";
        """;
    // When
    List<String> found = inLiterals(Checkout.ROOT.resolve("A.java"), source);
    // Then
    assertThat(found)
        .containsExactly(
            "A.java:3: 'mend'; write: fix, remedy",
            "A.java:6: 'rubbish'; write: malformed records");
  }

  private static List<String> inLiterals(Path file, String text) {
    List<String> found = new ArrayList<>();
    Matcher literal = LITERAL.matcher(text);
    while (literal.find()) {
      for (String group : List.of("block", "line")) {
        if (literal.group(group) != null) {
          found.addAll(in(file, text, literal.start(group), literal.end(group)));
        }
      }
    }
    return found;
  }

  private static List<String> in(Path file, String text, int from, int to) {
    List<String> found = new ArrayList<>();
    String part = text.substring(from, to);
    WORDS.forEach(
        (pattern, instead) ->
            pattern
                .matcher(part)
                .results()
                .map(hit -> describe(file, text, from, hit, instead))
                .forEach(found::add));
    return found;
  }

  private static String describe(
      Path file, String text, int from, MatchResult hit, String instead) {
    long line = text.substring(0, from + hit.start()).lines().count();
    return "%s:%d: '%s'; write: %s"
        .formatted(Checkout.ROOT.relativize(file), Math.max(1, line), hit.group(), instead);
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> isOurs(Checkout.ROOT.relativize(file).toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isOurs(String path) {
    return !path.matches("(.*/)?(target|node_modules|\\.[a-z].*)/.*")
        && LEFT_OUT.stream().noneMatch(path::contains);
  }
}
