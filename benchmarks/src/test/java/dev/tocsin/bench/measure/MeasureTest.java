package dev.tocsin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasureTest {

  @Test
  void shouldTakeTheMiddleOfOddAndEvenCounts() {
    // When
    Spread odd = Spread.of(List.of(9.0, 1.0, 4.0));
    Spread even = Spread.of(List.of(9.0, 1.0, 4.0, 6.0));

    // Then
    assertThat(odd).isEqualTo(new Spread(4, 1, 9, 3));
    assertThat(even).isEqualTo(new Spread(5, 1, 9, 4));
  }

  @Test
  void shouldRejectEmptySamples() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Percentiles(new long[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldGiveTheNearestRank() {
    // Given
    Percentiles percentiles = new Percentiles(LongStream.rangeClosed(1, 1000).toArray());

    // When, Then
    assertThat(percentiles.at(0.5)).isEqualTo(500);
    assertThat(percentiles.at(0.99)).isEqualTo(990);
    assertThat(percentiles.at(1)).isEqualTo(1000);
    assertThat(new Percentiles(new long[] {7}).at(0.01)).isEqualTo(7);
  }

  @Test
  void shouldInterpolateCostBetweenSamples() {
    // Given: 2 us a record up to 1,000 records, then 1 us
    ProgressCurve curve = new ProgressCurve();
    curve.add(new ProgressCurve.Sample(0, 0, 0));
    curve.add(new ProgressCurve.Sample(1_000, 2_000_000, 4_000_000));
    curve.add(new ProgressCurve.Sample(1_000, 2_500_000, 5_000_000));
    curve.add(new ProgressCurve.Sample(3_000, 4_500_000, 9_000_000));

    // When, Then: what was used while nothing was committed belongs to what comes after it
    assertThat(curve.cpuMicrosPerRecord(0, 1_000)).isCloseTo(2, within(1e-9));
    assertThat(curve.cpuMicrosPerRecord(500, 1_000)).isCloseTo(2, within(1e-9));
    assertThat(curve.cpuMicrosPerRecord(1_000, 3_000)).isCloseTo(1.25, within(1e-9));
    assertThat(curve.recordsPerSecond(2_000, 3_000)).isCloseTo(400_000, within(1e-3));
    assertThatThrownBy(() -> curve.cpuMicrosPerRecord(0, 3_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRecognizeACompilerThreadByItsName() {
    // Given
    String fields = " S 1 2 3 4 5 6 7 8 9 10 20 3 0 0 20 0 40";

    // When, Then
    assertThat(CpuTime.ticks("77 (C2 CompilerThre)" + fields)).isEqualTo(23);
    assertThat(CpuTime.ticks("78 (C1 CompilerThre)" + fields)).isEqualTo(23);
    assertThat(CpuTime.ticks("79 (odd ) name)" + fields)).isZero();
  }
}
