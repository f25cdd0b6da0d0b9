package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.deploy.support.PromQl;
import dev.tocsin.deploy.support.Yaml;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.telemetry.MicrometerTelemetry;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.telemetry.TopicLabels;
import dev.tocsin.testkit.Checkout;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

  private static final Rules RULES = Rules.ofRepository();

  static Stream<Rules.Alert> alerts() {
    return RULES.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldDescribeTheProblemAndLinkTheRunbook(Rules.Alert alert) {
    // Then
    assertThat(alert.name()).matches("Tocsin([A-Z][a-z]+)+");
    assertThat(alert.severity()).isIn("page", "ticket");
    assertThat(alert.annotation("summary")).endsWith(".").doesNotContain("{{");
    assertThat(alert.annotation("description")).contains("{{");
    assertThat(alert.annotation("runbook")).isEqualTo("docs/runbooks/" + alert.name() + ".md");
    assertThat(Checkout.ROOT.resolve(alert.annotation("runbook"))).isRegularFile();
  }

  @Test
  void shouldNameEachAlertAndEachRecordOnce() {
    // When
    List<String> names = RULES.alerts().stream().map(Rules.Alert::name).toList();
    // Then
    assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(RULES.recorded()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void shouldAskForMetricsThatExist() {
    // Then
    assertThat(RULES.rules())
        .allSatisfy(
            rule -> {
              assertThat(new PromQl(rule.path("expr").asText()).series()).isNotEmpty();
              assertThat(RULES.unknown(rule.path("expr").asText())).isEmpty();
              assertThat(RULES.unknown(Rules.annotated(rule))).isEmpty();
            });
  }

  @Test
  void shouldNoticeAMetricThatDoesNotExist() {
    // When
    Set<String> unknown =
        RULES.unknown(
            "sum by (job) (rate(tocsin_nonsense_total{a=\"b\"}[5m] offset 1h)) / on (job) up > 1h");
    // Then
    assertThat(unknown).containsExactly("tocsin_nonsense_total");
    assertThat(RULES.unknown("tocsin_detection_latency_seconds > 1")).hasSize(1);
  }

  @Test
  void shouldRecordOnlyWhatARuleReads() {
    // When
    Set<String> read = new TreeSet<>();
    RULES.rules().forEach(rule -> read.addAll(new PromQl(rule.path("expr").asText()).series()));
    // Then
    assertThat(read).containsAll(RULES.recorded());
  }

  @Test
  void shouldUseABucketThatTheHistogramHas() {
    // Given
    String promise = "tocsin_detection_latency_seconds_bucket{le=\"1.0\"}";
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TopicLabels labels = new TopicLabels(new TopicNames(""), List.of("duo"), "tocsin");
    // When
    Telemetry unused = new MicrometerTelemetry(meters, labels, InstantSource.system());
    // Then
    assertThat(meters.scrape()).contains(promise);
    assertThat(
            RULES.rules().stream()
                .map(rule -> rule.path("expr").asText())
                .filter(expr -> expr.contains("_bucket")))
        .isNotEmpty()
        .allMatch(expr -> expr.replace(promise, "").indexOf("_bucket") < 0);
  }

  @Test
  void shouldScrapeWhereTocsinListens() {
    // Given
    JsonNode job = Yaml.read(Checkout.MONITORING.resolve("prometheus.yml")).at("/scrape_configs/0");
    // Then
    assertThat(job.path("job_name").asText()).isEqualTo("tocsin");
    assertThat(job.at("/dns_sd_configs/0/names/0").asText()).isEqualTo("tocsin");
    assertThat(job.at("/dns_sd_configs/0/port").asText())
        .isEqualTo(Integer.toString(TocsinConfig.load(Sources.of(Map.of())).httpPort()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldBeTestedForFiringAndForNotFiring(Rules.Alert alert) {
    // When
    List<JsonNode> cases = new ArrayList<>();
    RuleTests.all().forEach(test -> cases.addAll(test.of(alert.name())));
    // Then
    Set<Boolean> outcomes =
        cases.stream().map(RuleTests::fires).collect(Collectors.toCollection(TreeSet::new));
    assertThat(outcomes).as("outcomes that promtool's tests expect").containsExactly(false, true);
  }
}
