package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.dashboards.Promql.Selector;
import dev.tocsin.deploy.dashboards.ShippedBoard.ShippedQuery;
import dev.tocsin.telemetry.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueriesTest {

  /** Labels that Prometheus adds, and the one of buckets. */
  private static final Set<String> COMMON = Set.of("job", "instance", "le");

  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  private static final Map<String, Metric> METRICS =
      Arrays.stream(Metric.values())
          .collect(Collectors.toMap(Metric::prometheusName, Function.identity()));

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldNameMetricsThatExist(ShippedQuery query) {
    // Given
    Promql promql = new Promql(query.expression());

    // Then
    assertThat(promql.selectors()).isNotEmpty();
    assertThat(promql.bareNames()).isEmpty();
    for (Selector selector : promql.selectors()) {
      if (selector.metric().startsWith("tocsin_")) {
        assertThat(METRICS).containsKey(owner(selector));
      } else {
        assertThat(ForeignMetrics.known()).contains(selector.metric());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldUseLabelsThatTheMetricHas(ShippedQuery query) {
    // Given
    Promql promql = new Promql(query.expression());
    Set<String> known = new HashSet<>(COMMON);
    boolean ours = true;
    for (Selector selector : promql.selectors()) {
      ours &= selector.metric().startsWith("tocsin_");
      if (selector.metric().startsWith("tocsin_")) {
        METRICS.get(owner(selector)).labels().forEach(label -> known.add(label.key()));
      }
    }

    // Then
    if (ours) {
      assertThat(known).containsAll(promql.grouping());
      for (Selector selector : promql.selectors()) {
        assertThat(known).containsAll(selector.labels());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldKeepToTheChosenInstallation(ShippedQuery query) {
    for (Selector selector : new Promql(query.expression()).selectors()) {
      if (!selector.metric().equals(Query.ALERTS)) {
        assertThat(selector.matchers()).contains("job=\"$job\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldNameSeriesByLabelsThatAreLeft(ShippedQuery query) {
    // Given
    Set<String> legend =
        LEGEND
            .matcher(query.legend())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    Set<String> grouping = new Promql(query.expression()).grouping();

    // Then
    assertThat(grouping).containsAll(legend.stream().filter(l -> !COMMON.contains(l)).toList());
    assertThat(query.table() || !query.legend().isBlank()).isTrue();
  }

  /** Name of the metric that a series belongs to. */
  private static String owner(Selector selector) {
    String name = selector.metric();
    return METRICS.containsKey(name) ? name : name.replaceFirst("_(bucket|sum|count|max)$", "");
  }
}
