package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

/** The operator's object holds the very rules that Prometheus is tested with. */
class AlertRulesTest {

  private static final String HEADER =
      """
      # Generated from deploy/monitoring/rules/tocsin.rules.yml: mvn test -Dtocsin.docs.write=true
      # writes it, a test compares it.
      """;

  @Test
  void shouldHoldTheRulesOfTheRuleFile() {
    // Given
    JsonNode rules =
        Manifests.tree(Checkout.read(Checkout.MONITORING.resolve("rules/tocsin.rules.yml")));
    assertThat(rules.path("groups")).isNotEmpty();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
    object
        .putObject("metadata")
        .put("name", "tocsin")
        .putObject("labels")
        .put("app.kubernetes.io/name", "tocsin");
    // When
    object.putObject("spec").set("groups", rules.path("groups"));
    // Then
    String yaml = Manifests.print(object);
    GeneratedPage.shouldEqual(
        Checkout.KUBERNETES.resolve("monitoring/prometheusrule.yaml"), HEADER + yaml);
    assertThat(Manifests.tree(yaml).at("/spec/groups")).isEqualTo(rules.path("groups"));
    assertThat(Manifests.read(yaml)).hasSize(1);
  }
}
