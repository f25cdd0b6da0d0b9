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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes unique numbers and accounts and searches for them in everything that a detector stores or
 * logs except its outputs.
 */
class CanaryIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Instant IN_RANGE = Instant.parse("2024-03-15T10:00:00Z");
  private static final Instant OUT_OF_RANGE = Instant.parse("2024-05-15T10:00:00Z");

  private static final Canary FLAGGED = new Canary("canary-flagged-a1", "12025550171");
  private static final Canary BEFORE = new Canary("canary-flagged-b2", "12025550182");
  private static final Canary QUIET = new Canary("canary-quiet-c3", "12025550193");

  /** Of an account with exposures, but outside of every window. */
  private static final Canary OUTSIDE = new Canary("canary-flagged-a1", "12025550164");

  private static final Canary DEAD = new Canary("canary-dead-d4", "12025550155");

  @TempDir private static Path directory;

  private static LocalRig rig;

  private final CapturedLog log = new CapturedLog();
  private final Map<String, Set<String>> hits = new TreeMap<>();

  @BeforeAll
  static void start() {
    rig = new LocalRig("canary", directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldNotStoreOrLogNumbersAndAccounts() throws Exception {
    // Given
    Map<String, String> settings = rig.settings("canary");
    settings.put("history.horizon", "3650d");
    settings.put("notification.interval", "100ms");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    log.attach();
    // When
    String metrics;
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
      push(config);
      await()
          .atMost(SOON)
          .until(
              () ->
                  read(config, config.topics().notification()).size() >= 4
                      && read(config, config.topics().deadLetter()).size() >= 2);
      await().atMost(SOON).until(() -> scraped(detector) == 5);
      metrics = rig.get(detector.metricsUrl()).body();
      assertThat(detector.stop()).isTrue();
    } finally {
      log.detach();
    }
    // Then
    assertThat(keptRecords(metrics)).isEqualTo(5);
    search("metrics", metrics.getBytes(StandardCharsets.UTF_8));
    log.lines().forEach(line -> search("log", line.getBytes(StandardCharsets.UTF_8)));
    searchDeadLetterHeaders(config);
    searchState(config);
    searchChangelogs(config);
    assertThat(log.lines()).isNotEmpty();
    assertThat(hits).isEmpty();
  }

  @Test
  void shouldFindCanaries() {
    // Given
    byte[] number = FLAGGED.phone().getBytes(StandardCharsets.UTF_8);
    byte[] packed = ByteBuffer.allocate(9).put((byte) 7).putLong(12025550171L).array();
    byte[] reversed =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(12025550171L).array();
    // When
    search("text", ("x+" + FLAGGED.phone() + "y").getBytes(StandardCharsets.UTF_8));
    search("account", FLAGGED.account().getBytes(StandardCharsets.UTF_8));
    search("packed", packed);
    search("reversed", reversed);
    search("cut", Arrays.copyOf(number, number.length - 1));
    // Then
    assertThat(hits).containsOnlyKeys("text", "account", "packed", "reversed");
  }

  private void push(TocsinConfig config) throws Exception {
    EventSerdes serdes = Wiring.serdes(config);
    String logs = config.topics().messageLog("duo");
    String windows = config.topics().window();
    String accounts = config.topics().account();
    try (KafkaProducer<byte[], byte[]> producer = rig.producer(config, Map.of())) {
      producer.send(log(serdes, logs, BEFORE, IN_RANGE, "m-1"));
      producer.send(log(serdes, logs, OUTSIDE, OUT_OF_RANGE, "m-2"));
      producer.send(log(serdes, logs, QUIET, OUT_OF_RANGE, "m-3"));
      producer.send(
          new ProducerRecord<>(
              logs,
              DEAD.account().getBytes(StandardCharsets.UTF_8),
              ("{\"phone\":\"+" + DEAD.phone() + "\"}").getBytes(StandardCharsets.UTF_8)));
      producer.send(log(serdes, logs, DEAD, Instant.parse("2999-01-01T00:00:00Z"), "m-4"));
      producer.flush();
      CompromiseWindow window =
          CompromiseWindow.newBuilder()
              .setWindowId("w-1")
              .setIncident(
                  Incident.newBuilder()
                      .setIncidentId("INC-1")
                      .setTitle("Logs downloaded")
                      .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
                      .build())
              .setProvider("duo")
              .setAccountIds(List.of(FLAGGED.account(), BEFORE.account()))
              .setFrom(Instant.parse("2024-03-01T00:00:00Z"))
              .setTo(Instant.parse("2024-04-01T00:00:00Z"))
              .setStatus("ACTIVE")
              .build();
      producer.send(
          new ProducerRecord<>(
              windows, bytes("w-1"), serdes.window().serializer().serialize(windows, window)));
      for (Canary canary : List.of(FLAGGED, BEFORE)) {
        Account account =
            Account.newBuilder().setAccountId(canary.account()).setName("Canary").build();
        producer.send(
            new ProducerRecord<>(
                accounts,
                bytes(canary.account()),
                serdes.account().serializer().serialize(accounts, account)));
      }
      producer.send(log(serdes, logs, FLAGGED, IN_RANGE, "m-5"));
      producer.send(log(serdes, logs, QUIET, IN_RANGE, "m-6"));
    }
  }

  private static ProducerRecord<byte[], byte[]> log(
      EventSerdes serdes, String topic, Canary canary, Instant at, String id) {
    MessageLog log =
        MessageLog.newBuilder()
            .setLogId(id)
            .setAccountId(canary.account())
            .setPhone("+" + canary.phone())
            .setChannel("SMS")
            .setSentAt(at)
            .build();
    return new ProducerRecord<>(
        topic, bytes(canary.account()), serdes.messageLog().serializer().serialize(topic, log));
  }

  private static double scraped(Detector detector) throws IOException, InterruptedException {
    return keptRecords(rig.get(detector.metricsUrl()).body());
  }

  private static double keptRecords(String metrics) {
    return metrics
        .lines()
        .filter(l -> l.startsWith("tocsin_inbound_records_total{outcome=\"kept\""))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void searchDeadLetterHeaders(TocsinConfig config) {
    List<ConsumerRecord<byte[], byte[]>> dead = read(config, config.topics().deadLetter());
    assertThat(dead).hasSize(2);
    for (ConsumerRecord<byte[], byte[]> letter : dead) {
      letter.headers().forEach(h -> search("dead letter header " + h.key(), h.value()));
    }
  }

  private void searchState(TocsinConfig config) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(config.stateDir())) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).anyMatch(file -> file.toString().endsWith(".sst"));
    for (Path file : files) {
      Path parent = file.getParent();
      search(
          "state of " + (parent == null ? file : parent.getFileName()), Files.readAllBytes(file));
      search("state file names", bytes(file.toString()));
    }
  }

  private void searchChangelogs(TocsinConfig config) throws Exception {
    Set<String> topics;
    try (Admin admin = Admin.create(config.adminProps())) {
      topics =
          admin.listTopics().names().get().stream()
              .filter(t -> t.startsWith(config.applicationId() + "-") && t.endsWith("-changelog"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(topics).containsExactlyInAnyOrderElementsOf(LocalRig.changelogs(config));
    for (String topic : topics) {
      for (ConsumerRecord<byte[], byte[]> record : read(config, topic)) {
        search("keys of " + topic, record.key());
        search("values of " + topic, record.value());
        record.headers().forEach(h -> search("headers of " + topic, h.value()));
      }
    }
  }

  private void search(String where, byte[] bytes) {
    if (bytes == null) {
      return;
    }
    for (Canary canary : List.of(FLAGGED, BEFORE, OUTSIDE, QUIET, DEAD)) {
      canary
          .forms()
          .forEach(
              (what, needle) -> {
                if (contains(bytes, needle)) {
                  hits.computeIfAbsent(where, k -> new TreeSet<>()).add(what);
                }
              });
    }
  }

  private static boolean contains(byte[] bytes, byte[] needle) {
    outer:
    for (int i = 0; i <= bytes.length - needle.length; i++) {
      for (int j = 0; j < needle.length; j++) {
        if (bytes[i + j] != needle[j]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(TocsinConfig config, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            config.consumerProps("canary", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A person to search for.
   *
   * @param phone the number's digits
   */
  private record Canary(String account, String phone) {

    /** The byte sequences to search for: as text, and as the number in five bytes. */
    Map<String, byte[]> forms() {
      byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(Long.parseLong(phone)).array();
      byte[] big = Arrays.copyOfRange(number, 3, Long.BYTES);
      byte[] little = new byte[big.length];
      for (int i = 0; i < big.length; i++) {
        little[i] = big[big.length - 1 - i];
      }
      return Map.of(
          "account " + account,
          bytes(account),
          "number " + phone,
          bytes(phone),
          "packed " + phone,
          big,
          "packed in reverse " + phone,
          little);
    }
  }
}
