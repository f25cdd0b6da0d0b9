package dev.tocsin.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.deploy.support.Yaml;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One test of promtool's: a story in series, and what is asked of it. */
record RuleTests(Path file, JsonNode tree) {

  static List<RuleTests> all() {
    List<RuleTests> all = new ArrayList<>();
    for (Path file : Checkout.list(Rules.TESTS, ".yml")) {
      Yaml.read(file).path("tests").forEach(test -> all.add(new RuleTests(file, test)));
    }
    return all;
  }

  String name() {
    return tree.path("name").asText();
  }

  /** The questions about an alert. */
  List<JsonNode> of(String alert) {
    List<JsonNode> cases = new ArrayList<>();
    tree.path("alert_rule_test")
        .forEach(
            question -> {
              if (question.path("alertname").asText().equals(alert)) {
                cases.add(question);
              }
            });
    return cases;
  }

  /** Whether a question expects the alert to fire. */
  static boolean fires(JsonNode question) {
    return !question.path("exp_alerts").isEmpty();
  }
}
