package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The series of a large installation with 50 providers and 500 incidents. */
class SeriesIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int PROVIDERS = 50;
  private static final int INCIDENTS = 500;

  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant IN_RANGE = START.minus(Duration.ofDays(20));
  private static final String SINCE =
      "tocsin_notifications_pending_since_timestamp_seconds{cause=\"account_unknown\"}";

  @TempDir private static Path directory;

  private static LocalRig rig;

  @BeforeAll
  static void start() {
    rig = new LocalRig("series", directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldBoundItsSeriesWithCorrectValues() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("series");
    settings.put(
        "providers",
        IntStream.range(0, PROVIDERS)
            .mapToObj(SeriesIT::provider)
            .collect(Collectors.joining(",")));
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    double since;
    try (KafkaProducer<byte[], byte[]> producer = rig.producer(config, Map.of())) {
      Cluster cluster = new Cluster(config, Wiring.serdes(config), producer);

      // When
      try (Detector detector = Detectors.start(config)) {
        detector.awaitReady(SOON);
        cluster.account(499);
        cluster.log(499, "acct-499", "+12025550101", 3);
        cluster.log(499, "acct-499", "+12025550102", 1);
        cluster.log(3, "acct-003", "+12025550101", 2);
        cluster.log(3, "acct-003", "+12025550102", 1);
        cluster.log(10, "acct-010", "+12025550103", 1);
        cluster.poison(8);
        for (int number = 0; number < INCIDENTS; number++) {
          cluster.declare(number, "ACTIVE");
        }
        cluster.declare(900, "DRAFT");
        cluster.declare(901, "DRAFT");
        cluster.declare(902, "ACTIVE");
        cluster.withdraw(902);

        // Then
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertTotals(rig.scrape(detector)));
        Map<String, Double> series = rig.scrape(detector);
        assertListed(series, listed());
        assertIncidents(series);
        since = series.get(SINCE);
        assertThat(since)
            .isBetween(START.getEpochSecond() * 1.0, Instant.now().toEpochMilli() / 1e3);
        assertProviders(series);
        assertState(series);

        // When: of an account that no window names
        cluster.log(49, "acct-none", "+12025550104", 1);

        // Then
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(rig.scrape(detector).get(newest(49)))
                        .isBetween(since, Instant.now().toEpochMilli() / 1e3));
        assertThat(rig.scrape(detector).get("tocsin_scan_stall_seconds")).isZero();
        Map<String, Double> everything = complete(detector);
        assertBounded(everything);
        assertDocumentedExist(everything);
      }

      // When
      try (Detector detector = Detectors.start(config)) {
        detector.awaitReady(SOON);

        // Then
        await()
            .atMost(SOON)
            .untilAsserted(() -> assertThat(rig.scrape(detector)).containsEntry(SINCE, since));

        // When
        cluster.account(3);
        cluster.account(10);

        // Then
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(own(rig.scrape(detector)))
                        .containsEntry(SINCE, Double.NaN)
                        .containsEntry(
                            "tocsin_notifications_pending{cause=\"account_unknown\"}", 0.0)
                        .containsEntry("tocsin_incidents_unlisted", 480.0)
                        .containsEntry(of("exposed_records", 499), 4.0));
        List<Integer> expected = new ArrayList<>(partial());
        IntStream.rangeClosed(491, 499).forEach(expected::add);
        await().atMost(SOON).untilAsserted(() -> assertListed(rig.scrape(detector), expected));
      }
    }
  }

  /** A scrape after a search for new metrics of Kafka's clients that found none. */
  private static Map<String, Double> complete(Detector detector) {
    AtomicReference<Map<String, Double>> last = new AtomicReference<>(Map.of());
    await()
        .atMost(SOON)
        .pollInterval(Detectors.SHORT.kafkaMetrics().multipliedBy(2))
        .until(
            () -> {
              Map<String, Double> series = rig.scrape(detector);
              return last.getAndSet(series).keySet().equals(series.keySet());
            });
    return last.get();
  }

  private static Map<String, Double> own(Map<String, Double> series) {
    return series.entrySet().stream()
        .filter(e -> e.getKey().startsWith("tocsin_") && !e.getKey().contains("provider=\"p"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void assertTotals(Map<String, Double> series) {
    assertThat(series)
        .containsEntry("tocsin_incidents{status=\"active\"}", 500.0)
        .containsEntry("tocsin_incidents{status=\"draft\"}", 2.0)
        .containsEntry("tocsin_incidents{status=\"withdrawn\"}", 1.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"scanning\"}", 0.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"complete\"}", 489.0)
        .containsEntry("tocsin_incidents_by_coverage{coverage=\"partial\"}", 11.0)
        .containsEntry("tocsin_incidents_unlisted", 480.0)
        .containsEntry("tocsin_notifications_pending{cause=\"account_unknown\"}", 5.0)
        .containsEntry(of("exposed_records", 499), 4.0);
  }

  /** Incidents of the provider with a dead letter, and one that starts before the horizon. */
  private static List<Integer> partial() {
    List<Integer> partial = new ArrayList<>(List.of(7));
    for (int number = 8; number < INCIDENTS; number += PROVIDERS) {
      partial.add(number);
    }
    return partial;
  }

  /** 2 with pending notifications, 11 with partial coverage, and the 7 most recent. */
  private static List<Integer> listed() {
    List<Integer> listed = new ArrayList<>(List.of(3, 10));
    listed.addAll(partial());
    IntStream.rangeClosed(493, 499).forEach(listed::add);
    return listed;
  }

  private static void assertListed(Map<String, Double> series, List<Integer> expected) {
    Set<String> names =
        Pattern.compile("incident=\"([^\"]*)\"")
            .matcher(String.join("\n", series.keySet()))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(names)
        .hasSize(20)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(SeriesIT::incident).toList());
  }

  private static void assertIncidents(Map<String, Double> series) {
    assertThat(series)
        .containsEntry(of("became_aware_timestamp_seconds", 499), aware(499).toEpochMilli() / 1e3)
        .containsEntry(of("exposed_users", 499), 2.0)
        .containsEntry(of("exposed_accounts", 499), 1.0)
        .containsEntry(of("notifications_pending", 499), 0.0)
        .containsEntry(of("partitions_scanned_ratio", 499), 1.0)
        .containsEntry(of("dead_letters", 499), 0.0)
        .containsEntry(coverage(499, "complete"), 1.0)
        .containsEntry(coverage(499, "partial"), 0.0)
        .containsEntry(coverage(499, "scanning"), 0.0)
        .containsEntry(of("exposed_records", 3), 3.0)
        .containsEntry(of("exposed_users", 3), 2.0)
        .containsEntry(of("notifications_pending", 3), 3.0)
        .containsEntry(of("notifications_pending", 10), 2.0)
        .containsEntry(of("exposed_records", 458), 0.0)
        .containsEntry(of("dead_letters", 458), 1.0)
        .containsEntry(coverage(458, "partial"), 1.0)
        .containsEntry(of("dead_letters", 7), 0.0)
        .containsEntry(coverage(7, "partial"), 1.0)
        .containsEntry(coverage(7, "complete"), 0.0);
  }

  private static void assertProviders(Map<String, Double> series) {
    assertThat(series)
        .containsEntry("tocsin_dead_letters_total{provider=\"p08\",topic=\"message_log\"}", 1.0)
        .containsEntry("tocsin_dead_letters_total{provider=\"p09\",topic=\"message_log\"}", 0.0)
        .containsEntry(
            "tocsin_dead_letter_reasons_total{reason=\"not_wire_format\",topic=\"message_log\"}",
            1.0)
        .containsEntry(newest(48), Double.NaN);
  }

  private static void assertState(Map<String, Double> series) {
    assertThat(series.get("tocsin_state_volume_free_bytes"))
        .isPositive()
        .isLessThanOrEqualTo(series.get("tocsin_state_volume_size_bytes"));
    assertThat(series.get("tocsin_state_directory_bytes")).isPositive();
  }

  private static void assertBounded(Map<String, Double> series) {
    Map<String, Long> groups =
        series.keySet().stream()
            .collect(Collectors.groupingBy(SeriesIT::group, TreeMap::new, Collectors.counting()));
    System.out.printf("%d series: %s%n", series.size(), groups);
    assertThat(series).as("series: %s", groups).hasSizeLessThan(2_000);
    assertThat(series.keySet())
        .as("labels with many values")
        .noneMatch(
            name ->
                name.startsWith("kafka_")
                    && Pattern.compile("[{,](topic|partition|task_id|[a-z_]*node_id)=")
                        .matcher(name)
                        .find());
    assertThat(series.keySet())
        .as("phone numbers")
        .noneMatch(Pattern.compile("\\d{7}").asPredicate());
  }

  private static void assertDocumentedExist(Map<String, Double> series) throws IOException {
    Set<String> names =
        series.keySet().stream()
            .map(name -> name.replaceFirst("\\{.*", ""))
            .collect(Collectors.toSet());
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    assertThat(Pattern.compile("kafka_[a-z_]+[a-z](?![a-z_]*\\*)").matcher(page).results())
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(names).contains(name.group()));
  }

  private static String group(String series) {
    String name = series.replaceFirst("\\{.*", "");
    String label =
        series.contains("incident=\"")
            ? "{incident}"
            : series.contains("provider=\"") ? "{provider}" : "";
    return Pattern.compile("^(kafka_stream_thread|kafka_[a-z]+|[a-z0-9]+)")
            .matcher(name)
            .results()
            .map(match -> match.group())
            .findFirst()
            .orElse(name)
        + label;
  }

  private static String provider(int number) {
    return "p%02d".formatted(number % PROVIDERS);
  }

  private static String incident(int number) {
    return "case-%03d".formatted(number);
  }

  private static Instant aware(int number) {
    return START.minus(Duration.ofHours(INCIDENTS - number));
  }

  private static String of(String metric, int number) {
    return "tocsin_incident_" + metric + "{incident=\"" + incident(number) + "\"}";
  }

  private static String coverage(int number, String coverage) {
    return "tocsin_incident_coverage{coverage=\"%s\",incident=\"%s\"}"
        .formatted(coverage, incident(number));
  }

  private static String newest(int number) {
    return "tocsin_provider_newest_record_timestamp_seconds{provider=\"" + provider(number) + "\"}";
  }

  /** Writes the inputs. Case N is about one account, acct-N, of provider N modulo 50. */
  private record Cluster(
      TocsinConfig config, EventSerdes serdes, KafkaProducer<byte[], byte[]> producer) {

    void account(int number) throws Exception {
      String id = "acct-%03d".formatted(number);
      Account account = Account.newBuilder().setAccountId(id).setName("Account").build();
      send(config.topics().account(), id, serdes.account(), account);
    }

    void log(int number, String account, String phone, int records) throws Exception {
      for (int i = 0; i < records; i++) {
        MessageLog log =
            MessageLog.newBuilder()
                .setLogId("m-" + i)
                .setAccountId(account)
                .setPhone(phone)
                .setChannel("SMS")
                .setSentAt(IN_RANGE)
                .build();
        send(config.topics().messageLog(provider(number)), account, serdes.messageLog(), log);
      }
    }

    void poison(int number) throws Exception {
      rig.send(
          config,
          config.topics().messageLog(provider(number)),
          1,
          "not in the wire format".getBytes(StandardCharsets.UTF_8));
    }

    void declare(int number, String status) throws Exception {
      CompromiseWindow window =
          CompromiseWindow.newBuilder()
              .setWindowId("w-" + number)
              .setIncident(
                  Incident.newBuilder()
                      .setIncidentId(incident(number))
                      .setTitle("Logs downloaded")
                      .setBecameAwareAt(aware(Math.min(number, INCIDENTS)))
                      .build())
              .setProvider(provider(number))
              .setAccountIds(List.of("acct-%03d".formatted(number)))
              .setFrom(START.minus(Duration.ofDays(number == 7 ? 500 : 40)))
              .setTo(START.minus(Duration.ofDays(10)))
              .setStatus(status)
              .build();
      send(config.topics().window(), "w-" + number, serdes.window(), window);
    }

    void withdraw(int number) throws Exception {
      send(config.topics().window(), "w-" + number, serdes.window(), null);
    }

    private <T> void send(String topic, String key, Serde<T> serde, @Nullable T value)
        throws Exception {
      byte[] bytes = value == null ? null : serde.serializer().serialize(topic, value);
      producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), bytes));
    }
  }
}
