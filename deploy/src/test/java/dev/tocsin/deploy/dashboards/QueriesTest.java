package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.dashboards.ShippedBoard.ShippedQuery;
import dev.tocsin.deploy.support.KnownSeries;
import dev.tocsin.deploy.support.PromQl;
import dev.tocsin.deploy.support.PromQl.Selector;
import dev.tocsin.telemetry.Metric;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueriesTest {

  /** Labels that Prometheus adds, and the one of buckets. */
  private static final Set<String> COMMON = Set.of("job", "instance", "le");

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldNameMetricsThatExist(ShippedQuery query) {
    // Given
    PromQl promql = new PromQl(query.expression());

    // Then
    assertThat(promql.selectors()).isNotEmpty();
    assertThat(promql.bareNames()).isEmpty();
    for (Selector selector : promql.selectors()) {
      assertThat(KnownSeries.contains(selector.metric())).as(selector.metric()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#queries")
  void shouldUseLabelsThatTheMetricHas(ShippedQuery query) {
    // Given
    PromQl promql = new PromQl(query.expression());
    Set<String> known = new HashSet<>(COMMON);
    boolean ours = true;
    for (Selector selector : promql.selectors()) {
      ours &= selector.metric().startsWith("tocsin_");
      if (selector.metric().startsWith("tocsin_")) {
        Metric owner = KnownSeries.ownerOf(selector.metric()).orElseThrow();
        owner.labels().forEach(label -> known.add(label.key()));
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
    for (Selector selector : new PromQl(query.expression()).selectors()) {
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
        Query.LEGEND_LABEL
            .matcher(query.legend())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    PromQl promql = new PromQl(query.expression());

    // Then
    assertThat(promql.dropped()).as("labels that are dropped by name").isEmpty();
    assertThat(promql.grouping())
        .containsAll(legend.stream().filter(l -> !COMMON.contains(l)).toList());
    assertThat(query.table() || !query.legend().isBlank()).isTrue();
  }
}
