package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.history.MissingKeyException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private long nanos;
  private final ThreadFailures failures =
      new ThreadFailures(meters, Duration.ofSeconds(1), Duration.ofSeconds(30), () -> nanos);

  @Test
  void shouldReplaceTheThreadAndCountTheCause() {
    // When
    StreamThreadExceptionResponse response =
        failures.handle(new StreamsException(new TopicAuthorizationException("a topic")));

    // Then
    assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(failures.total()).isEqualTo(1);
    assertThat(meters.scrape())
        .contains("tocsin_stream_thread_failures_total{failure=\"authorization\"} 1.0")
        .contains("tocsin_stream_thread_failures_total{failure=\"jvm\"} 0.0");
  }

  @Test
  void shouldStopTheInstanceWithoutTheKey() {
    // When
    StreamThreadExceptionResponse response =
        failures.handle(new StreamsException(new MissingKeyException("4711", "it is gone")));

    // Then
    assertThat(response).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(meters.scrape())
        .contains("tocsin_stream_thread_failures_total{failure=\"keyset\"} 1.0");
  }

  @Test
  void shouldStopTheInstanceThatCannotReadTheFormat() {
    // When
    StreamThreadExceptionResponse response =
        failures.handle(new StreamsException(new UnknownVersionException("a row", 2, "version 1")));

    // Then
    assertThat(response).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(meters.scrape())
        .contains("tocsin_stream_thread_failures_total{failure=\"state_format\"} 1.0");
  }

  @Test
  void shouldDoubleTheWaitUpToTheLimit() {
    // When
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(failures.nextWait().toSeconds());
      nanos += Duration.ofSeconds(1).toNanos();
    }

    // Then
    assertThat(waits).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void shouldNotWaitAfterACalmPeriod() {
    // Given
    for (int i = 0; i < 5; i++) {
      failures.nextWait();
    }

    // When
    nanos += Duration.ofMinutes(5).toNanos();

    // Then
    assertThat(failures.nextWait()).isZero();
    assertThat(failures.nextWait()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldNotDelayClose() throws Exception {
    // Given
    for (int i = 0; i < 9; i++) {
      failures.nextWait();
    }
    CompletableFuture<StreamThreadExceptionResponse> dying =
        CompletableFuture.supplyAsync(() -> failures.handle(new IllegalStateException("x")));

    // When
    failures.close();

    // Then
    assertThat(dying.get(10, TimeUnit.SECONDS))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
  }
}
