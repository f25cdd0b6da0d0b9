package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

  private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
  private static final TopicPartition SECOND = new TopicPartition("changelog", 1);
  private static final TaskId TASK = new TaskId(1, 0);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RestoreProgress progress = new RestoreProgress(meters);

  @Test
  void shouldReportARestore() {
    // When
    progress.onRestoreStart(FIRST, "store", 100, 1_100);
    progress.onRestoreStart(SECOND, "store", 0, 50);
    progress.onBatchRestored(FIRST, "store", 499, 400);

    // Then
    assertThat(progress.partitions()).isEqualTo(2);
    assertThat(progress.remaining()).isEqualTo(650);
    assertThat(progress.total()).isEqualTo(400);
    assertThat(meters.scrape())
        .contains("tocsin_restoring_partitions 2.0")
        .contains("tocsin_restore_remaining_records 650.0")
        .contains("tocsin_restored_records_total 400.0");
  }

  @Test
  void shouldReportNothingRemainingAfterTheEnd() {
    // Given
    progress.onRestoreStart(FIRST, "store", 0, 1_000);
    progress.onBatchRestored(FIRST, "store", 900, 600);

    // When
    progress.onRestoreEnd(FIRST, "store", 600);
    progress.onRestoreStart(SECOND, "store", 0, 10);
    progress.onRestoreSuspended(SECOND, "store", 0);

    // Then
    assertThat(progress.partitions()).isZero();
    assertThat(progress.remaining()).isZero();
  }

  @Test
  void shouldReportStandbyLag() {
    // When
    progress.onUpdateStart(FIRST, "store", 0);
    progress.onBatchLoaded(FIRST, "store", TASK, 89, 90, 100);

    // Then
    assertThat(progress.total()).isEqualTo(90);
    assertThat(progress.partitions()).isZero();
    assertThat(meters.scrape())
        .contains("tocsin_standby_lag_records 10.0")
        .contains("tocsin_standby_records_total 90.0");

    // When
    progress.onUpdateSuspended(FIRST, "store", 90, 100, SuspendReason.PROMOTED);

    // Then
    assertThat(meters.scrape()).contains("tocsin_standby_lag_records 0.0");
  }
}
