package dev.tocsin.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Draws the module graph of docs/architecture.md from the poms, and holds its walks to the code.
 */
class ArchitecturePageTest {

  private static final String PAGE = "docs/architecture.md";

  private static final Pattern GRAPH =
      Pattern.compile("(?s)(<!-- Module graph[^>]*-->\\n\\n```mermaid\\n).*?(```\\n)");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<artifactId>tocsin-([a-z-]+)</artifactId>\\s*(?:<version>[^<]*</version>\\s*)?"
              + "(?:<scope>(\\w+)</scope>)?");

  /** A step of a walk: a row of a table that names its class first. */
  private static final Pattern STEP = Pattern.compile("(?m)^\\| \\d+ \\| `(\\w+)(?:\\.\\w+)?`");

  @Test
  void shouldDrawTheModulesOfTheBuild() throws IOException {
    // Given
    String page = Files.readString(Checkout.ROOT.resolve(PAGE));
    // When
    String drawn = GRAPH.matcher(page).replaceFirst("$1" + graph() + "$2");
    // Then
    assertThat(page).containsPattern(GRAPH);
    GeneratedPage.shouldEqual(PAGE, drawn);
  }

  @Test
  void shouldNameClassesThatExistInItsWalks() throws IOException {
    // Given
    Set<String> classes;
    try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
      classes =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    // When
    List<String> named =
        STEP.matcher(Files.readString(Checkout.ROOT.resolve(PAGE)))
            .results()
            .map(step -> step.group(1))
            .toList();
    // Then
    assertThat(named).isNotEmpty();
    assertThat(classes).containsAll(named);
  }

  /** Solid arrows: needed to run; dotted ones: for tests only. */
  private static String graph() throws IOException {
    StringBuilder graph = new StringBuilder("flowchart TD\n");
    for (Map.Entry<String, Set<String>> module : modules().entrySet()) {
      for (String edge : module.getValue()) {
        graph.append("  ").append(module.getKey()).append(' ').append(edge).append('\n');
      }
    }
    return graph.toString();
  }

  private static Map<String, Set<String>> modules() throws IOException {
    Map<String, Set<String>> modules = new TreeMap<>();
    try (Stream<Path> directories = Files.list(Checkout.ROOT)) {
      for (Path pom : directories.map(directory -> directory.resolve("pom.xml")).toList()) {
        if (Files.exists(pom)) {
          String text = Files.readString(pom);
          String dependencies = text.substring(text.indexOf("<dependencies>"));
          modules.put(
              String.valueOf(pom.getParent().getFileName()),
              DEPENDENCY
                  .matcher(dependencies)
                  .results()
                  .map(ArchitecturePageTest::edge)
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
    }
    return modules;
  }

  private static String edge(MatchResult dependency) {
    boolean inTests = "test".equals(dependency.group(2));
    return (inTests ? "-.-> " : "--> ") + dependency.group(1);
  }
}
