package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.RowSeals;
import dev.tocsin.history.StateFormat;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.telemetry.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final byte[] POISON = "not in the wire format".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path directory;

  private static LocalRig rig;

  @BeforeAll
  static void start() {
    rig = new LocalRig("detector", directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldBecomeReadyAndServeItsSeries() throws Exception {
    // Given
    TocsinConfig config = installed("series");

    // When
    try (Detector detector = Detector.start(config)) {
      detector.awaitReady(SOON);
      rig.send(config, config.topics().messageLog("duo"), 1, POISON);

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(rig.scrape(detector))
                      .containsEntry(
                          "tocsin_inbound_records_total{outcome=\"dead_letter\",provider=\"duo\"}",
                          1.0)
                      .containsEntry(
                          "tocsin_dead_letters_total{provider=\"duo\",topic=\"message_log\"}", 1.0)
                      .containsEntry(
                          "tocsin_dead_letter_reasons_total{reason=\"not_wire_format\","
                              + "topic=\"message_log\"}",
                          1.0)
                      .containsEntry(
                          "tocsin_group_lag_records{provider=\"duo\",topic=\"message_log\"}", 0.0));
      assertThat(rig.get(detector.url("/readyz")).statusCode()).isEqualTo(200);
      assertThat(rig.get(detector.url("/livez")).body())
          .isEqualTo("{\"live\":true,\"reasons\":[]}");
      Map<String, Double> series = rig.scrape(detector);
      assertThat(series)
          .containsEntry("tocsin_live", 1.0)
          .containsEntry("tocsin_ready", 1.0)
          .containsEntry("tocsin_stream_threads_alive", 2.0)
          .containsEntry("tocsin_streams_state{state=\"running\"}", 1.0)
          .containsEntry("tocsin_registry_reachable", 1.0)
          .containsEntry("tocsin_rocksdb_cache_capacity_bytes", 256.0 * 1024 * 1024);
      // Those of single incidents come with the incidents.
      for (Metric metric :
          Stream.of(Metric.values())
              .filter(m -> !m.labels().contains(Metric.Label.INCIDENT))
              .toList()) {
        assertThat(series.keySet())
            .as("series of %s", metric)
            .anyMatch(name -> name.startsWith(metric.prometheusName()));
      }
      assertThat(series.keySet())
          .as("Kafka's own")
          .anyMatch(name -> name.startsWith("kafka_consumer_fetch_manager_records_lag_max"))
          .anyMatch(name -> name.startsWith("kafka_stream_thread_commit_latency_avg"));
      assertThat(series.keySet())
          .as("names and labels: no number that could be a phone's, nothing new at each start")
          .noneMatch(Pattern.compile("\\d{7}|[0-9a-f]{8}-[0-9a-f]{4}-").asPredicate());
      assertThat(series).hasSizeLessThan(1_000);
    }
  }

  @Test
  void shouldRestrictTheStateDirectory() throws Exception {
    // Given
    TocsinConfig config = installed("private");

    // When
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);

      // Then
      assertThat(Files.getPosixFilePermissions(config.stateDir()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void shouldRestartWithinSecondsOfACleanStop() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("again");
    settings.put("kafka.consumer.session.timeout.ms", "60000");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
      assertThat(detector.stop()).isTrue();
    }

    // When
    long began = System.nanoTime();
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("shorter than the session, which the group would wait for had it not left")
          .isLessThan(Duration.ofSeconds(40));
      assertThat(rig.scrape(detector)).containsEntry("tocsin_restored_records_total", 0.0);
    }
  }

  @Test
  void shouldRestoreOnlyWithTheKey() throws Exception {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    Map<String, String> settings = rig.settings("sealed");
    settings.put("history.keyset", keyset.toJson());
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
      rig.send(config, config.topics().messageLog("duo"), 0, POISON);
      await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters(detector)).isEqualTo(1));
      assertThat(detector.stop()).isTrue();
    }

    // When
    settings.put("state.dir", directory.resolve("state-sealed-new").toString());
    settings.put("history.keyset", HistoryKeyset.generate().toJson());
    TocsinConfig stranger = rig.config(settings);
    settings.remove("history.keyset");
    settings.put("history.encryption", "none");
    TocsinConfig inClear = rig.config(settings);
    settings.remove("history.encryption");
    settings.put("history.keyset", keyset.rotated().toJson());

    // Then
    for (TocsinConfig wrong : List.of(stranger, inClear)) {
      assertThatThrownBy(() -> Detectors.start(wrong))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("changelog has rows encrypted with key ")
          .hasMessageContaining(keyset.primaryId());
    }
    try (Detector detector = Detectors.start(rig.config(settings))) {
      detector.awaitReady(SOON);
      assertThat(rig.scrape(detector).get("tocsin_restored_records_total")).isPositive();
    }
  }

  @Test
  void shouldNotStartOnStateOfANewerFormat() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("newer");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
      assertThat(detector.stop()).isTrue();
    }
    String topic = config.applicationId() + "-impact-changelog";
    byte[] key = {0, 0, 0, 0};
    byte[] row = RowSeals.checksums().of("impact", 0).close(key, new byte[] {1});

    // When
    row[1] = StateFormat.VERSION + 1;
    try (KafkaProducer<byte[], byte[]> producer = rig.producer(config, Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, key, row)).get();
    }

    // Then
    assertThatThrownBy(() -> Detectors.start(config))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("topic " + topic + " has rows of state format 2")
        .hasMessageContaining("state format version 1, which this release reads")
        .hasMessageContaining("run the release that wrote the state, or a newer one");
  }

  @Test
  void shouldStopWithoutTheKeyOfAnotherInstance() throws Exception {
    // Given
    HistoryKeyset keyset = HistoryKeyset.generate();
    HistoryKeyset rotated = keyset.rotated();
    Map<String, String> settings = rig.settings("rotating");
    settings.put("history.keyset", rotated.toJson());
    TocsinConfig config = rig.config(settings);
    settings.put("history.keyset", keyset.toJson());
    settings.put("state.dir", directory.resolve("state-rotating-old").toString());
    rig.createTopics(config);
    CapturedLog log = new CapturedLog();
    log.attach();
    try (Detector behind = Detectors.start(rig.config(settings))) {
      behind.awaitReady(SOON);
      try (Detector ahead = Detectors.start(config)) {
        ahead.awaitReady(SOON);
        await()
            .atMost(SOON)
            .untilAsserted(
                () -> {
                  poison(config);
                  assertThat(deadLetters(ahead)).isPositive();
                });
        // When
        assertThat(ahead.stop()).isTrue();
      }
      // Then
      await()
          .atMost(SOON)
          .until(
              () -> {
                poison(config);
                return behind.ended();
              });
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith("Stopping: the keyset lacks a key of the history")
                      && line.contains("sealed with key " + rotated.primaryId()));
    } finally {
      log.detach();
    }
  }

  private static void poison(TocsinConfig config) throws Exception {
    rig.send(config, config.topics().messageLog("duo"), 0, POISON);
    rig.send(config, config.topics().messageLog("duo"), 1, POISON);
  }

  private static double deadLetters(Detector detector) throws Exception {
    return rig.scrape(detector)
        .getOrDefault(
            "tocsin_inbound_records_total{outcome=\"dead_letter\",provider=\"duo\"}", 0.0);
  }

  @Test
  void shouldNotStartWithoutItsTopics() {
    // Given
    TocsinConfig config = rig.config(rig.settings("bare"));

    // When, then
    assertThatThrownBy(() -> Detectors.start(config))
        .isInstanceOfSatisfying(
            StartRefusedException.class,
            e ->
                assertThat(e.findings())
                    .extracting(Finding::resource)
                    .anyMatch(resource -> resource.contains("bare.exposure.window")))
        .hasMessageContaining("bare.exposure.window");
  }

  @Test
  void shouldNotBeLiveWhileARecordFailsThreads() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("dying");
    settings.put("transaction.timeout", "2s");
    settings.put("liveness.stall.timeout", "5s");
    settings.put("kafka.consumer.session.timeout.ms", "6000");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    AtomicBoolean deadly = new AtomicBoolean(true);

    try (Detector detector =
        Detector.start(
            config, (serdes, encryption, telemetry) -> deadly(config, deadly), Detectors.SHORT)) {
      detector.awaitReady(SOON);

      // When
      rig.send(config, config.topics().messageLog("duo"), 0, POISON);

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(rig.get(detector.url("/livez")).statusCode()).isEqualTo(503));
      assertThat(rig.get(detector.url("/livez")).body()).contains("nothing was committed");
      assertThat(rig.get(detector.url("/readyz")).statusCode()).isEqualTo(503);
      assertThat(rig.scrape(detector)).containsEntry("tocsin_live", 0.0);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(rig.scrape(detector))
                      .hasEntrySatisfying(
                          "tocsin_stream_thread_failures_total{failure=\"jvm\"}",
                          failures -> assertThat(failures).isGreaterThan(1)));
      assertThat(detector.ended()).isFalse();

      // When
      deadly.set(false);

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(rig.get(detector.url("/livez")).statusCode()).isEqualTo(200));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(rig.scrape(detector))
                      .containsEntry("tocsin_stream_threads_alive", 2.0));
    }
  }

  @Test
  void shouldNotCountAbortedRecordsAsWork() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("aborted");
    settings.put("transaction.timeout", "2s");
    settings.put("liveness.stall.timeout", "3s");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    try (KafkaProducer<byte[], byte[]> producer =
        rig.producer(config, Map.of("transactional.id", "provider"))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>(config.topics().messageLog("duo"), 0, null, POISON));
      }
      producer.flush();
      producer.abortTransaction();
    }

    // When
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);

      // Then
      await()
          .during(Duration.ofSeconds(9))
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(rig.get(detector.url("/livez")).statusCode()).isEqualTo(200));
      assertThat(rig.scrape(detector))
          .containsEntry("tocsin_group_lag_records{provider=\"duo\",topic=\"message_log\"}", 0.0)
          .containsEntry(
              "tocsin_inbound_records_total{outcome=\"dead_letter\",provider=\"duo\"}", 0.0);
    }
  }

  private static TocsinConfig installed(String name) {
    TocsinConfig config = rig.config(rig.settings(name));
    rig.createTopics(config);
    return config;
  }

  /** Reads the logs, and fails with an error that no handler of Kafka's catches. */
  private static Topology deadly(TocsinConfig config, AtomicBoolean deadly) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            config.topics().messageLog("duo"),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("logs"))
        .foreach(
            (key, value) -> {
              if (deadly.get()) {
                throw new AssertionError("fails with " + value.length + " bytes");
              }
            },
            Named.as("deadly"));
    return builder.build();
  }
}
