package dev.tocsin.deploy.monitoring;

import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of documentation, taken apart. */
record Runbook(Path file, String text) {

  /** The page that lists all runbooks. */
  static final Path INDEX = Checkout.RUNBOOKS.resolve("README.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+\\.md)(?:#[^)]*)?\\)");

  static Runbook read(Path file) {
    return new Runbook(file, Checkout.read(file));
  }

  /** Those of all alerts. */
  static List<Runbook> all() {
    return Checkout.list(Checkout.RUNBOOKS, ".md").stream()
        .filter(file -> !file.equals(INDEX))
        .map(Runbook::read)
        .toList();
  }

  /** Name of the alert that it is for. */
  String alert() {
    return file.getFileName().toString().replace(".md", "");
  }

  /** Second-level headings, in order. */
  List<String> sections() {
    return HEADING.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The text under a heading. */
  String section(String heading) {
    List<String> parts = new ArrayList<>(List.of(HEADING.split(text)));
    return parts.get(sections().indexOf(heading) + 1).strip();
  }

  /** Contents of the fenced blocks in a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(match -> match.group(1).equals(language))
        .map(match -> match.group(2).strip())
        .toList();
  }

  /** Pages that it links to. */
  List<Path> links() {
    return LINK.matcher(text)
        .results()
        .map(match -> file.resolveSibling(match.group(1)).normalize())
        .toList();
  }
}
