package dev.tocsin.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.health.RealLag.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RealLagTest {

  private static final TopicPartition PARTITION = new TopicPartition("log", 0);

  private final List<Range> probed = new ArrayList<>();
  private boolean anyRecord;
  private final RealLag realLag =
      new RealLag(
          (partition, from, to) -> {
            probed.add(new Range(from, to));
            return anyRecord;
          });

  @Test
  void shouldNotProbeAdvancingPartitions() {
    for (int i = 0; i < 10; i++) {
      assertThat(lag(i, 100)).containsExactly(Map.entry(PARTITION, 100L - i));
    }
    assertThat(probed).isEmpty();
  }

  @Test
  void shouldNotCountTrailingMarkers() {
    // Given
    lag(98, 100);

    // When
    Map<TopicPartition, Long> second = lag(98, 100);
    Map<TopicPartition, Long> third = lag(98, 100);

    // Then
    assertThat(second).isEmpty();
    assertThat(third).isEmpty();
    assertThat(probed).containsExactly(new Range(98, 100));
  }

  @Test
  void shouldCountRecordsThatFollowMarkers() {
    // Given
    lag(98, 100);
    lag(98, 100);

    // When
    anyRecord = true;

    // Then
    assertThat(lag(98, 103)).containsEntry(PARTITION, 5L);
    assertThat(lag(98, 103)).containsEntry(PARTITION, 5L);
    assertThat(probed).containsExactly(new Range(98, 100), new Range(98, 103));
  }

  @Test
  void shouldProbeAStuckPositionOnce() {
    // Given
    anyRecord = true;

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(lag(98, 100 + Math.min(i, 3))).isNotEmpty();
    }

    // Then
    assertThat(probed).hasSize(1);
  }

  @Test
  void shouldProbeAgainFromANewPosition() {
    // Given
    lag(98, 100);
    lag(98, 100);

    // When
    lag(101, 104);
    lag(101, 104);

    // Then
    assertThat(probed).containsExactly(new Range(98, 100), new Range(101, 104));
  }

  @Test
  void shouldHaveNoLagAtTheEnd() {
    assertThat(lag(100, 100)).isEmpty();
    assertThat(lag(101, 100)).isEmpty();
  }

  private Map<TopicPartition, Long> lag(long committed, long end) {
    return realLag.of(Map.of(PARTITION, new Range(committed, end)));
  }
}
