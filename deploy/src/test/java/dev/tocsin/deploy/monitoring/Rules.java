package dev.tocsin.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.deploy.support.KnownSeries;
import dev.tocsin.deploy.support.PromQl;
import dev.tocsin.deploy.support.Yaml;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus rule file. */
final class Rules {

  static final Path FILE = Checkout.MONITORING.resolve("rules/tocsin.rules.yml");
  static final Path TESTS = Checkout.MONITORING.resolve("rules/tests");

  private final JsonNode tree;

  private Rules(JsonNode tree) {
    this.tree = tree;
  }

  /** An alert of the file. */
  record Alert(String name, JsonNode rule) {

    String expr() {
      return rule.path("expr").asText();
    }

    String severity() {
      return rule.path("labels").path("severity").asText();
    }

    /** Empty where there is none of this name. */
    String annotation(String key) {
      return rule.path("annotations").path(key).asText();
    }
  }

  /** Those of the repository. */
  static Rules ofRepository() {
    return new Rules(Yaml.read(FILE));
  }

  /** All rules, those that record and those that alert, to be read or changed. */
  List<ObjectNode> rules() {
    List<ObjectNode> rules = new ArrayList<>();
    tree.path("groups").forEach(g -> g.path("rules").forEach(r -> rules.add((ObjectNode) r)));
    return rules;
  }

  List<Alert> alerts() {
    return rules().stream()
        .filter(rule -> rule.has("alert"))
        .map(rule -> new Alert(rule.path("alert").asText(), rule))
        .toList();
  }

  /** Names of what is recorded. */
  List<String> recorded() {
    return rules().stream()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.path("record").asText())
        .toList();
  }

  /** Names of the series that its rules read. */
  Set<String> read() {
    Set<String> read = new TreeSet<>();
    for (ObjectNode rule : rules()) {
      read.addAll(new PromQl(rule.path("expr").asText()).series());
      read.addAll(new PromQl(annotated(rule)).series());
    }
    return read;
  }

  /** What the templates of a rule's annotations ask for, one after the other. */
  static String annotated(JsonNode rule) {
    return Stream.of(rule.at("/annotations/description").asText().split("printf \"", -1))
        .skip(1)
        .filter(part -> part.contains("| query"))
        .map(part -> part.substring(0, part.indexOf("\" $")))
        .map(part -> part.replace("\\\"", "\"").replace("%q", "\"x\""))
        .collect(Collectors.joining(" or "));
  }

  /** Series of a query that are neither published nor recorded. */
  Set<String> unknown(String query) {
    Set<String> unknown = new PromQl(query).series();
    unknown.removeIf(KnownSeries::contains);
    recorded().forEach(unknown::remove);
    return unknown;
  }

  String toYaml() {
    return Yaml.print(tree);
  }
}
