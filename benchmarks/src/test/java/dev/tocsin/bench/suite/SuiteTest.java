package dev.tocsin.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteTest {

  private static final Workload WORKLOAD = Workload.ofLastMonth(1, 100_000, 1_700_000_000_000L);

  @Test
  void shouldCoverLittleLive() {
    assertThat(Truth.of(WORKLOAD, 0, WORKLOAD.pushes(), Scenes.breach(WORKLOAD)))
        .hasSizeBetween(100, 1_000);
  }

  @Test
  void shouldCoverNextToNothingWithManyWindows() {
    // When
    List<WorkloadWindow> windows = Scenes.many(WORKLOAD, 10_000);

    // Then
    assertThat(windows).hasSize(10_000).extracting(WorkloadWindow::id).doesNotHaveDuplicates();
    assertThat(windows).filteredOn(window -> window.account() == null).hasSize(20);
    assertThat(Truth.of(WORKLOAD, 0, WORKLOAD.pushes(), windows)).hasSizeBetween(10, 300);
  }

  @Test
  void shouldCoverNothingOnAnUnusedChannel() {
    WorkloadWindow window = Scenes.channel(WORKLOAD, "w", Scenes.UNUSED_CHANNEL);
    assertThat(Truth.of(WORKLOAD, 0, WORKLOAD.pushes(), List.of(window))).isEmpty();
  }

  @Test
  void shouldReadTheTimeOfARestorationFromTheLog() {
    // Given
    List<String> lines =
        List.of(
            "2024-03-01T10:00:00.000Z INFO  [main] Detector - Something else {}",
            "2024-03-01T10:00:01.250Z INFO  [t-1] RestoreProgress - Restoring a store {store=a}",
            "2024-03-01T10:00:01.500Z INFO  [t-1] RestoreProgress - Restored a store {store=a}",
            "2024-03-01T10:00:01.300Z INFO  [t-1] RestoreProgress - Restoring a store {store=b}",
            "2024-03-01T10:00:03.000Z INFO  [t-1] RestoreProgress - Restored a store {store=b}");

    // When, Then
    assertThat(RestoreLog.took(lines, "")).isEqualTo(Duration.ofMillis(1_750));
    assertThat(RestoreLog.took(lines, "store=a")).isEqualTo(Duration.ofMillis(250));
    assertThatThrownBy(() -> RestoreLog.took(lines.subList(0, 1), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCompareRoundByRound() {
    // Given
    Costs<String> costs = new Costs<>();
    costs.add("a", 2);
    costs.add("b", 1);
    costs.add("a", 9);
    costs.add("b", 3);

    // When, Then
    assertThat(costs.of("a").median()).isEqualTo(5.5);
    assertThat(costs.ratio("a", "b").median()).isCloseTo(2.5, within(1e-9));
  }

  @Test
  void shouldRejectAnUnknownBenchmark() {
    assertThatThrownBy(
            () ->
                new Series(
                    List.of("live", "dead"),
                    new Series.Options(null, null, true, 1, null, Map.of(), List.of(), null)))
        .hasMessageContaining("no benchmark 'dead'");
  }

  @Test
  void shouldRejectInvalidOptionsBeforeTheFirstRun() {
    assertThatThrownBy(() -> series(9_999, 1, Map.of())).hasMessageContaining("--records");
    assertThatThrownBy(() -> series(10_000, 0, Map.of())).hasMessageContaining("--rounds");
    assertThatThrownBy(() -> series(10_000, 1, Map.of("nonsense", "1")))
        .hasMessageContaining("--set nonsense");
    assertThatThrownBy(() -> series(10_000, 1, Map.of("history.horizon", "never")))
        .hasMessageContaining("history.horizon");
    assertThatThrownBy(() -> series(10_000, 1, Map.of(), "Xmx410m"))
        .hasMessageContaining("--jvm Xmx410m");
    assertThatThrownBy(() -> series(10_000, 1, Map.of("bootstrap.servers", "other:9092")))
        .hasMessageContaining("bootstrap.servers");
  }

  private static Series series(
      int records, int rounds, Map<String, String> detector, String... jvm) {
    return new Series(
        List.of("live"),
        new Series.Options(records, rounds, true, 1, null, detector, List.of(jvm), null));
  }
}
