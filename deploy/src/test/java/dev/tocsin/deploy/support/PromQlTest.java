package dev.tocsin.deploy.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.support.PromQl.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {

  @Test
  void shouldReadMetricsWithTheirMatchers() {
    // When
    PromQl query = new PromQl("rate(a:b {x=\"1\", y!~\"}\\\"z{\"}[5m]) / c{}");
    // Then
    assertThat(query.selectors())
        .containsExactly(new Selector("a:b", "x=\"1\", y!~\"}\\\"z{\""), new Selector("c", ""));
    assertThat(query.selectors().getFirst().labels()).containsExactly("x", "y");
    assertThat(query.bareNames()).isEmpty();
    assertThat(query.series()).containsExactly("a:b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up | up",
        "sum by (job) (rate(a[5m] offset 1h)) > bool 2h | a",
        "a * on (x) group_left b unless without_x | a b group_left without_x",
        "max without (x) (a) or (b) | a b",
        "{job=\"x\"} | job",
      })
  void shouldTakeEveryWordThatItCannotPlaceForASeries(String expression, String names) {
    assertThat(new PromQl(expression).bareNames()).containsExactly(names.split(" "));
  }

  @Test
  void shouldTellLabelsThatAreKeptFromThoseThatAreDropped() {
    // When
    PromQl query =
        new PromQl("sum by(a, b) (x) / on (c) group_left (d) y - ignoring (e) max without (f) (z)");
    // Then
    assertThat(query.grouping()).containsExactly("a", "b", "c", "d");
    assertThat(query.dropped()).containsExactly("e", "f");
    assertThat(query.series()).containsExactly("x", "y", "z");
  }
}
