package dev.tocsin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.bench.measure.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  private static final BenchReport REPORT =
      new BenchReport(
          Map.of("cores", "2"),
          Map.of("kafka", "4.3.1"),
          Map.of("seed", "1"),
          List.of(
              new Figure(
                  "live", "tocsin / floor", new Spread(2.5, 2.4, 2.75, 3), "x", Goal.atMost(2)),
              new Figure("scan", "no match", Spread.of(25), "M records/s", Goal.atLeast(20)),
              Figure.info("live", "throughput", Spread.of(123_456.7), "records/s")),
          List.of("live: rows is wrong"));

  @Test
  void shouldReportByHowMuchAGoalIsMetOrMissed() {
    assertThat(Goal.atMost(2).verdict(2.5)).isEqualTo("MISSED, by 1.25 x");
    assertThat(Goal.atMost(2).verdict(2)).isEqualTo("met, by 1.00 x");
    assertThat(Goal.atLeast(20).verdict(25)).isEqualTo("met, by 1.25 x");
    assertThat(Goal.atLeast(20).verdict(5)).isEqualTo("MISSED, by 4.00 x");
  }

  @Test
  void shouldPrintAnAlignedTable() {
    assertThat(REPORT.table())
        .isEqualTo(
            """
            | benchmark | figure         | median  | min - max   | unit        | goal  | verdict           |
            |-----------|----------------|---------|-------------|-------------|-------|-------------------|
            | live      | tocsin / floor | 2.50    | 2.40 - 2.75 | x           | <= 2  | MISSED, by 1.25 x |
            | scan      | no match       | 25      |             | M records/s | >= 20 | met, by 1.25 x    |
            | live      | throughput     | 123,457 |             | records/s   |       |                   |

            REFUSED: live: rows is wrong
            """);
  }

  @Test
  void shouldWriteAllFiguresAsJson() {
    // When
    JsonNode json = REPORT.json();

    // Then
    assertThat(json.at("/machine/cores").asText()).isEqualTo("2");
    assertThat(json.at("/figures/0/median").asDouble()).isEqualTo(2.5);
    assertThat(json.at("/figures/0/met").asBoolean(true)).isFalse();
    assertThat(json.at("/figures/1/met").asBoolean()).isTrue();
    assertThat(json.at("/figures/2").has("goal")).isFalse();
    assertThat(json.at("/refusals/0").asText()).isEqualTo("live: rows is wrong");
  }
}
