package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanProgressTest {

  private static final long NOW = 1_000_000;

  @Test
  void shouldBeDoneWithoutScans() {
    assertThat(ScanProgress.of(List.of(), NOW)).isEqualTo(new ScanProgress(0, 0, 0, 1, 0, 0));
  }

  @Test
  void shouldEstimateFromSpeed() {
    // When
    ScanProgress progress = ScanProgress.of(List.of(scan(200, 1000, 10_000)), NOW);

    // Then
    assertThat(progress).isEqualTo(new ScanProgress(1, 200, 800, 0.2, 40, 10));
  }

  @Test
  void shouldEndWithSlowestScan() {
    // When
    ScanProgress progress =
        ScanProgress.of(List.of(scan(900, 1000, 9_000), scan(10, 1000, 1_000)), NOW);

    // Then
    assertThat(progress.etaSeconds()).isEqualTo(99);
    assertThat(progress.oldestAgeSeconds()).isEqualTo(9);
  }

  @Test
  void shouldNotEstimateBeforeFirstRecord() {
    assertThat(ScanProgress.of(List.of(scan(0, 1000, 1_000), scan(5, 10, 1_000)), NOW).etaSeconds())
        .isNaN();
  }

  @Test
  void shouldNotEstimateUnknownSize() {
    // When
    ScanProgress progress = ScanProgress.of(List.of(scan(500, -1, 1_000)), NOW);

    // Then
    assertThat(progress.etaSeconds()).isNaN();
    assertThat(progress.ratio()).isZero();
    assertThat(progress.examined()).isEqualTo(500);
  }

  @Test
  void shouldNotExceedOneForLowEstimate() {
    // When
    ScanProgress progress = ScanProgress.of(List.of(scan(1200, 1000, 1_000)), NOW);

    // Then
    assertThat(progress.ratio()).isEqualTo(1);
    assertThat(progress.remaining()).isZero();
    assertThat(progress.etaSeconds()).isZero();
  }

  @Test
  void shouldBeDoneForEmptyScan() {
    assertThat(ScanProgress.of(List.of(scan(0, 0, 1_000)), NOW).ratio()).isEqualTo(1);
  }

  private static ScanStatus scan(long examined, long total, long ageMillis) {
    return new ScanStatus("w", 1, examined, total, NOW - ageMillis);
  }
}
