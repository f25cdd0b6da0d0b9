package dev.tocsin.telemetry;

import static dev.tocsin.telemetry.SampleIncident.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.telemetry.Telemetry.Outcome;
import dev.tocsin.telemetry.Telemetry.Pending;
import dev.tocsin.telemetry.Telemetry.ScanStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {

  private static final Instant NOW = Instant.parse("2024-04-01T00:00:00Z");
  private static final String PENDING_SINCE =
      "tocsin_notifications_pending_since_timestamp_seconds{cause=\"account_unknown\"}";
  private static final TopicNames TOPICS = new TopicNames("test.");

  private Instant now = NOW;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry =
      new MicrometerTelemetry(
          registry, new TopicLabels(TOPICS, List.of("duo", "acme"), "tocsin"), () -> now);

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
        .containsEntry("tocsin_dead_letters_total{provider=\"duo\",topic=\"message_log\"}", 1.0)
        .containsEntry(
            "tocsin_dead_letter_reasons_total{reason=\"trailing_bytes\",topic=\"message_log\"}",
            1.0)
        .containsEntry("tocsin_dead_letters_total{provider=\"none\",topic=\"window\"}", 1.0)
        .containsEntry(
            "tocsin_dead_letter_reasons_total{reason=\"null_key\",topic=\"window\"}", 1.0)
        .containsEntry("tocsin_dead_letters_total{provider=\"none\",topic=\"internal\"}", 1.0)
        .containsEntry(
            "tocsin_dead_letter_reasons_total{reason=\"too_large\",topic=\"internal\"}", 1.0);
  }

  @Test
  void shouldStartEveryCounterAtZero() {
    assertThat(series())
        .containsEntry("tocsin_inbound_records_total{outcome=\"kept\",provider=\"acme\"}", 0.0)
        .containsEntry("tocsin_matched_records_total{mode=\"live\",provider=\"duo\"}", 0.0)
        .containsEntry("tocsin_notifications_total{action=\"created\",audience=\"account\"}", 0.0)
        .containsEntry("tocsin_dead_letters_total{provider=\"duo\",topic=\"message_log\"}", 0.0)
        .containsEntry(
            "tocsin_dead_letter_reasons_total{reason=\"malformed_payload\",topic=\"message_log\"}",
            0.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 0.0)
        .containsEntry(PENDING_SINCE, Double.NaN)
        .containsEntry("tocsin_incidents{status=\"active\"}", 0.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"partial\"}", 0.0)
        .containsEntry("tocsin_incidents_unlisted", 0.0)
        .containsEntry("tocsin_scan_stall_seconds", 0.0)
        .containsEntry("tocsin_scan_progress_ratio", 1.0);
  }

  @Test
  void shouldMeasureDetectionLatencyInSeconds() {
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
  void shouldSumLatestReportsOfTasks() {
    // Given
    long at = NOW.toEpochMilli();
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 1, 1000, at)));

    // When
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 250, 1000, at - 10_000)));
    telemetry.scans("1_1", List.of(new ScanStatus("w", 3, 750, 1000, at - 20_000)));
    telemetry.pending("2_0", waiting(4, at - 3_000));
    telemetry.pending("2_1", waiting(5, at - 8_000));
    telemetry.pending("2_2", waiting(0, -1));
    telemetry.history("1_0", 100, at - 5_000);
    telemetry.history("1_1", 50, at - 9_000);
    telemetry.history("1_2", 0, -1);
    telemetry.parked("1_0", 6);
    telemetry.parked("1_1", 1);

    // Then
    assertThat(series())
        .containsEntry("tocsin_scans_running", 2.0)
        .containsEntry("tocsin_scan_progress_ratio", 0.5)
        .containsEntry("tocsin_scan_scanned_records", 1000.0)
        .containsEntry("tocsin_scan_remaining_records", 1000.0)
        .containsEntry("tocsin_scan_eta_seconds", 30.0)
        .containsEntry("tocsin_scan_oldest_age_seconds", 20.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 9.0)
        .containsEntry(PENDING_SINCE, (at - 8_000) / 1000.0)
        .containsEntry("tocsin_history_records", 150.0)
        .containsEntry("tocsin_history_oldest_event_timestamp_seconds", (at - 9_000) / 1000.0)
        .containsEntry("tocsin_parked_records", 7.0);
    assertThat(telemetry.parkedRecords()).isEqualTo(7);
  }

  @Test
  void shouldForgetClosedTask() {
    // Given
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 250, 1000, NOW.toEpochMilli())));
    telemetry.pending("1_0", waiting(4, 1));
    telemetry.incidents("1_0", List.of(incident("inc", 1).view()));
    telemetry.history("1_0", 100, 1);
    telemetry.parked("1_0", 6);

    // When
    telemetry.taskClosed("1_0");

    // Then
    assertThat(series().keySet()).noneMatch(name -> name.contains("incident=\""));
    assertThat(series())
        .containsEntry("tocsin_scans_running", 0.0)
        .containsEntry("tocsin_scan_stall_seconds", 0.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 0.0)
        .containsEntry(PENDING_SINCE, Double.NaN)
        .containsEntry("tocsin_incidents{status=\"active\"}", 0.0)
        .containsEntry("tocsin_history_records", 0.0)
        .containsEntry("tocsin_history_oldest_event_timestamp_seconds", Double.NaN)
        .containsEntry("tocsin_parked_records", 0.0);
  }

  @Test
  void shouldMeasureStallOfScan() {
    // Given
    long begun = NOW.minusSeconds(900).toEpochMilli();
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 100, 1000, begun)));
    telemetry.scans("1_1", List.of(new ScanStatus("w", 3, 100, 1000, begun)));

    // When
    now = NOW.plusSeconds(20);
    telemetry.scans("1_0", List.of(new ScanStatus("w", 3, 150, 1100, begun)));
    telemetry.scans("1_1", List.of(new ScanStatus("w", 3, 100, 1100, begun)));
    now = NOW.plusSeconds(25);

    // Then
    assertThat(series()).containsEntry("tocsin_scan_stall_seconds", 25.0);

    // When
    telemetry.scans("1_1", List.of());

    // Then
    assertThat(series()).containsEntry("tocsin_scan_stall_seconds", 5.0);
  }

  @Test
  void shouldNotCountQueuedScanAsStalled() {
    // Given
    ScanStatus waits = new ScanStatus("b", 4, 0, 1000, NOW.toEpochMilli());
    telemetry.scans("1_0", List.of(waits, new ScanStatus("a", 3, 100, 1000, 0)));

    // When
    now = NOW.plusSeconds(60);
    telemetry.scans("1_0", List.of(waits, new ScanStatus("a", 3, 900, 1000, 0)));

    // Then
    assertThat(series()).containsEntry("tocsin_scan_stall_seconds", 0.0);

    // When
    now = NOW.plusSeconds(61);
    telemetry.scans("1_0", List.of(waits));
    now = NOW.plusSeconds(65);
    ScanStatus declaredMeanwhile = new ScanStatus("c", 5, 0, 1000, now.toEpochMilli());
    telemetry.scans("1_0", List.of(waits, declaredMeanwhile));

    // Then
    assertThat(series()).containsEntry("tocsin_scan_stall_seconds", 4.0);
  }

  @Test
  void shouldListTwentyMostUrgentIncidents() {
    // Given
    List<IncidentView> incidents = new ArrayList<>();
    for (int day = 0; day < 100; day++) {
      incidents.add(incident("case-" + day, day).view());
    }
    incidents.set(3, incident("case-3", 3).pending(2).view());
    incidents.set(4, incident("case-4", 4).pending(1).view());
    incidents.set(5, incident("case-5", 5).coverage(Coverage.State.SCANNING).view());
    incidents.set(6, incident("case-6", 6).coverage(Coverage.State.PARTIAL).view());
    incidents.set(98, incident("case-98", 98).status(IncidentView.Status.DRAFT).view());
    incidents.set(97, incident("case-97", 97).status(IncidentView.Status.WITHDRAWN).view());
    Collections.shuffle(incidents);

    // When
    telemetry.incidents("3_0", incidents);

    // Then
    List<String> expected = new ArrayList<>(List.of("3", "4", "5", "6", "99"));
    IntStream.rangeClosed(82, 96).forEach(day -> expected.add(String.valueOf(day)));
    assertThat(listed()).hasSize(20).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(series())
        .containsEntry("tocsin_incidents{status=\"active\"}", 98.0)
        .containsEntry("tocsin_incidents{status=\"draft\"}", 1.0)
        .containsEntry("tocsin_incidents{status=\"withdrawn\"}", 1.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"scanning\"}", 1.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"complete\"}", 96.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"partial\"}", 1.0)
        .containsEntry("tocsin_incidents_unlisted", 78.0);
  }

  @Test
  void shouldUpdateListedIncident() {
    // Given
    telemetry.incidents("3_0", List.of(incident("inc", 1).view()));

    // When
    telemetry.incidents(
        "3_0",
        List.of(incident("inc", 1).pending(2).coverage(Coverage.State.PARTIAL).records(7).view()));

    // Then
    assertThat(series())
        .containsEntry("tocsin_incident_became_aware_timestamp_seconds{incident=\"inc\"}", 86_400.0)
        .containsEntry("tocsin_incident_exposed_records{incident=\"inc\"}", 7.0)
        .containsEntry("tocsin_incident_exposed_users{incident=\"inc\"}", 6.0)
        .containsEntry("tocsin_incident_exposed_accounts{incident=\"inc\"}", 5.0)
        .containsEntry("tocsin_incident_notifications_pending{incident=\"inc\"}", 2.0)
        .containsEntry("tocsin_incident_partitions_scanned_ratio{incident=\"inc\"}", 0.75)
        .containsEntry("tocsin_incident_dead_letters{incident=\"inc\"}", 9.0)
        .containsEntry("tocsin_incident_coverage{coverage=\"scanning\",incident=\"inc\"}", 0.0)
        .containsEntry("tocsin_incident_coverage{coverage=\"complete\",incident=\"inc\"}", 0.0)
        .containsEntry("tocsin_incident_coverage{coverage=\"partial\",incident=\"inc\"}", 1.0);
  }

  @Test
  void shouldRemoveWithdrawnIncident() {
    // Given
    telemetry.incidents("3_0", List.of(incident("a", 1).view(), incident("b", 2).view()));

    // When
    telemetry.incidents(
        "3_0",
        List.of(
            incident("a", 1).view(),
            incident("b", 2).status(IncidentView.Status.WITHDRAWN).view()));

    // Then
    assertThat(series().keySet())
        .anyMatch(name -> name.contains("incident=\"a\""))
        .noneMatch(name -> name.contains("incident=\"b\""));
  }

  /** The numbers of the incidents with series of their own. */
  private Set<String> listed() {
    return Pattern.compile("incident=\"case-(\\d+)\"")
        .matcher(String.join("\n", series().keySet()))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<PendingCause, Pending> waiting(long notifications, long sinceMillis) {
    return Map.of(PendingCause.ACCOUNT_UNKNOWN, new Pending(notifications, sinceMillis));
  }

  @Test
  void shouldBoundSeriesAndOmitLongNumbers() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    int before = allBounded(random, 200);

    // When
    int after = allBounded(random, 10_000);

    // Then
    assertThat(after).as("series with seed %d", seed).isEqualTo(before).isLessThan(500);
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
      telemetry.pending(task, waiting(random.nextLong(1000), random.nextLong()));
      if (i % 50 == 0) {
        telemetry.incidents(
            "3_0",
            IntStream.rangeClosed(1, 30)
                .mapToObj(n -> incident("inc-" + n + "-" + random.nextInt(1_000), n).view())
                .toList());
      }
      telemetry.history(task, random.nextInt(), random.nextLong());
      telemetry.parked(task, random.nextInt());
    }
    return series().size();
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  /** The scrape, as a map from name with sorted labels to value. */
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
