package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.telemetry.Telemetry.Outcome;
import dev.tocsin.telemetry.Telemetry.ScanStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {

  private static final Instant NOW = Instant.parse("2024-04-01T00:00:00Z");
  private static final TopicNames TOPICS = new TopicNames("test.");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry =
      new MicrometerTelemetry(
          registry,
          new TopicLabels(TOPICS, List.of("duo", "acme"), "tocsin"),
          InstantSource.fixed(NOW));

  @Test
  void shouldCountByBoundedLabels() {
    // When
    telemetry.inbound("duo", Outcome.KEPT);
    telemetry.inbound("duo", Outcome.KEPT);
    telemetry.inbound("stranger", Outcome.DEAD_LETTER);
    telemetry.matched("acme", true);
    telemetry.matched("acme", false);
    telemetry.matched("acme", false);
    telemetry.notification(Audience.USER, NotificationAction.WITHDRAWN);
    telemetry.deadLetter("test.telephony.message-log.duo", DeadLetterReason.TRAILING_BYTES);
    telemetry.deadLetter("test.exposure.window", DeadLetterReason.NULL_KEY);
    telemetry.deadLetter("tocsin-assertions-repartition", DeadLetterReason.TOO_LARGE);

    // Then
    assertThat(series())
        .containsEntry("tocsin_inbound_records_total{outcome=\"kept\",provider=\"duo\"}", 2.0)
        .containsEntry(
            "tocsin_inbound_records_total{outcome=\"dead_letter\",provider=\"other\"}", 1.0)
        .containsEntry("tocsin_matched_records_total{mode=\"live\",provider=\"acme\"}", 1.0)
        .containsEntry("tocsin_matched_records_total{mode=\"scan\",provider=\"acme\"}", 2.0)
        .containsEntry("tocsin_notifications_total{action=\"withdrawn\",audience=\"user\"}", 1.0)
        .containsEntry(
            "tocsin_dead_letters_total{provider=\"duo\",reason=\"trailing_bytes\",topic=\"message_log\"}",
            1.0)
        .containsEntry(
            "tocsin_dead_letters_total{provider=\"none\",reason=\"null_key\",topic=\"window\"}",
            1.0)
        .containsEntry(
            "tocsin_dead_letters_total{provider=\"none\",reason=\"too_large\",topic=\"internal\"}",
            1.0);
  }

  @Test
  void shouldShowEveryCounterAtZeroBeforeAnythingHappens() {
    assertThat(series())
        .containsEntry("tocsin_inbound_records_total{outcome=\"kept\",provider=\"acme\"}", 0.0)
        .containsEntry("tocsin_matched_records_total{mode=\"live\",provider=\"duo\"}", 0.0)
        .containsEntry("tocsin_notifications_total{action=\"created\",audience=\"account\"}", 0.0)
        .containsEntry(
            "tocsin_dead_letters_total{provider=\"duo\",reason=\"malformed_payload\",topic=\"message_log\"}",
            0.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 0.0)
        .containsEntry("tocsin_scan_progress_ratio", 1.0);
  }

  @Test
  void shouldMeasureDetectionLatencyInSecondsFromFiveMillisecondsToAMinute() {
    // When
    telemetry.detectionLatency(4);
    telemetry.detectionLatency(120);
    telemetry.detectionLatency(-30);
    telemetry.detectionLatency(90_000);

    // Then
    assertThat(series())
        .containsEntry("tocsin_detection_latency_seconds_bucket{le=\"0.005\"}", 2.0)
        .containsEntry("tocsin_detection_latency_seconds_bucket{le=\"0.15\"}", 3.0)
        .containsEntry("tocsin_detection_latency_seconds_bucket{le=\"60.0\"}", 3.0)
        .containsEntry("tocsin_detection_latency_seconds_bucket{le=\"+Inf\"}", 4.0)
        .containsEntry("tocsin_detection_latency_seconds_sum", 90.124);
  }

  @Test
  void shouldAddUpWhatTasksReportLast() {
    // Given
    long now = NOW.toEpochMilli();
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 1, 1000, now)));

    // When
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 250, 1000, now - 10_000)));
    telemetry.scans("1_1", List.of(new ScanStatus("w", 3, 750, 1000, now - 20_000)));
    telemetry.pending("2_0", Map.of(PendingCause.ACCOUNT_UNKNOWN, 4L));
    telemetry.pending("2_1", Map.of(PendingCause.ACCOUNT_UNKNOWN, 5L));
    telemetry.history("1_0", 100, now - 5_000);
    telemetry.history("1_1", 50, now - 9_000);
    telemetry.history("1_2", 0, -1);
    telemetry.parked("1_0", 6);
    telemetry.parked("1_1", 1);

    // Then
    assertThat(series())
        .containsEntry("tocsin_scans_running", 2.0)
        .containsEntry("tocsin_scan_progress_ratio", 0.5)
        .containsEntry("tocsin_scan_examined_records", 1000.0)
        .containsEntry("tocsin_scan_remaining_records", 1000.0)
        .containsEntry("tocsin_scan_eta_seconds", 30.0)
        .containsEntry("tocsin_scan_oldest_age_seconds", 20.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 9.0)
        .containsEntry("tocsin_history_records", 150.0)
        .containsEntry("tocsin_history_oldest_event_timestamp_seconds", (now - 9_000) / 1000.0)
        .containsEntry("tocsin_parked_records", 7.0);
    assertThat(telemetry.parkedRecords()).isEqualTo(7);
  }

  @Test
  void shouldForgetAClosedTask() {
    // Given
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 250, 1000, NOW.toEpochMilli())));
    telemetry.pending("1_0", Map.of(PendingCause.ACCOUNT_UNKNOWN, 4L));
    telemetry.history("1_0", 100, 1);
    telemetry.parked("1_0", 6);

    // When
    telemetry.taskClosed("1_0");

    // Then
    assertThat(series())
        .containsEntry("tocsin_scans_running", 0.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 0.0)
        .containsEntry("tocsin_history_records", 0.0)
        .containsEntry("tocsin_history_oldest_event_timestamp_seconds", Double.NaN)
        .containsEntry("tocsin_parked_records", 0.0);
  }

  @Test
  void shouldKeepSeriesBoundedAndFreeOfLongNumbersWhateverIsReported() {
    // Given
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    int before = allBounded(random, 200);

    // When
    int after = allBounded(random, 10_000);

    // Then
    assertThat(after).as("series with seed %d", seed).isEqualTo(before).isLessThan(300);
    assertThat(series().keySet())
        .as("names and labels with seed %d", seed)
        .noneMatch(Pattern.compile("\\d{7}").asPredicate());
  }

  private int allBounded(Random random, int calls) {
    for (int i = 0; i < calls; i++) {
      String number = "+1415" + (1_000_000 + random.nextInt(9_000_000));
      String provider = random.nextInt(3) == 0 ? number : "duo";
      telemetry.inbound(provider, any(Outcome.values(), random));
      telemetry.matched(provider, random.nextBoolean());
      telemetry.notification(
          any(Audience.values(), random), any(NotificationAction.values(), random));
      telemetry.detectionLatency(random.nextInt(100_000));
      String topic = TOPICS.messageLog("duo") + (random.nextBoolean() ? "" : number);
      for (DeadLetterReason reason : DeadLetterReason.values()) {
        telemetry.deadLetter(topic, reason);
        telemetry.deadLetter("tocsin-" + number + "-repartition", reason);
      }
      String task = random.nextInt(4) + "_" + random.nextInt(6);
      telemetry.scans(
          task, List.of(new ScanStatus(number, random.nextLong(), random.nextInt(), -1, i)));
      telemetry.pending(task, Map.of(PendingCause.ACCOUNT_UNKNOWN, random.nextLong(1000)));
      telemetry.history(task, random.nextInt(), random.nextLong());
      telemetry.parked(task, random.nextInt());
    }
    return series().size();
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  /** The scrape as name with sorted labels to value. */
  private Map<String, Double> series() {
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> value(line.substring(line.lastIndexOf(' ') + 1))));
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }
}
