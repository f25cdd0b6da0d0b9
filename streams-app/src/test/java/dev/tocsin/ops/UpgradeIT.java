package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.Directories;
import dev.tocsin.testkit.EffectiveOutputs;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Starts this release on what an earlier release left: topics and state directory of an
 * installation, in an archive for each release. Write the archive of a new release, which must not
 * exist yet, with {@code -Dtocsin.golden=write}; once the release is out, its archive never
 * changes.
 */
class UpgradeIT {

  private static final String RELEASE = "1.0.0";
  private static final Path ARCHIVES =
      Checkout.ROOT.resolve("streams-app/src/test/resources/upgrade");
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Instant SENT = Instant.parse("2024-03-15T10:00:00Z");
  private static final String KAFKA = "kafka";
  private static final String STATE = "state";
  private static final String KEYSET = "keyset.json";

  @TempDir private Path directory;

  @BeforeAll
  static void write(@TempDir Path directory) throws Exception {
    if ("write".equals(System.getProperty("tocsin.golden")) && !Files.exists(archive(RELEASE))) {
      Files.writeString(directory.resolve(KEYSET), HistoryKeyset.generate().toJson());
      try (Installation installation = new Installation(directory)) {
        installation.createTopics();
        installation.tellThePast();
      }
      Files.createDirectories(ARCHIVES);
      pack(directory, archive(RELEASE));
    }
  }

  @ParameterizedTest(name = "{0}, state directory kept: {1}")
  @CsvSource({"1.0.0, true", "1.0.0, false"})
  void shouldContinueFromTheStateOfAnEarlierRelease(String release, boolean keepsState)
      throws Exception {
    // Given
    unpack(archive(release), directory);
    if (keepsState) {
      // A zip file has no permissions.
      Files.setPosixFilePermissions(
          directory.resolve(STATE), PosixFilePermissions.fromString("rwx------"));
    } else {
      Directories.delete(directory.resolve(STATE));
    }
    try (Installation installation = new Installation(directory)) {
      EffectiveOutputs<ExposedRecord, ExposureNotification> before = installation.outputs();
      assertThat(before.notifications()).hasSize(11);
      assertThat(before.exposures()).hasSize(14);

      // When
      installation.tellTheRest(UpgradeIT::requireTheRest);

      // Then
      assertThat(installation.outputs().anomalies()).isEmpty();
    }
  }

  /** Five people of acme are withdrawn; globex has an account now, and INC-2 is in the history. */
  private static void requireTheRest(
      EffectiveOutputs<ExposedRecord, ExposureNotification> outputs) {
    assertThat(outputs.exposures()).hasSize(9 + 7);
    assertThat(outputs.notifications()).hasSize(5 + 1 + 4 + 1 + 7 + 1);
    assertThat(outputs.latestWith("WITHDRAWN")).isEqualTo(5);
    assertThat(
            outputs.notifications().stream()
                .filter(n -> n.getAudience().equals("ACCOUNT"))
                .map(
                    n ->
                        "%s %s: %d records, %d people"
                            .formatted(
                                n.getIncident().getIncidentId(),
                                n.getAccountId(),
                                n.getRecordCount(),
                                n.getAffectedUserCount())))
        .containsExactlyInAnyOrder(
            "INC-1 acme: 5 records, 5 people",
            "INC-1 globex: 4 records, 4 people",
            "INC-2 acme: 7 records, 7 people");
    assertThat(outputs.incidents().get("INC-1"))
        .isNotNull()
        .extracting(IncidentSummary::getDeadLetters, IncidentSummary::getRecordCount)
        .containsExactly(1L, 9L);
    assertThat(outputs.incidents().get("INC-2"))
        .isNotNull()
        .extracting(IncidentSummary::getRecordCount)
        .isEqualTo(7L);
  }

  private static Path archive(String release) {
    return ARCHIVES.resolve(release + ".zip");
  }

  private static void pack(Path from, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(from.relativize(path).toString()));
        Files.copy(path, zip);
      }
    }
  }

  private static void unpack(Path from, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(from.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        Path path = to.resolve(entry.getName());
        Files.createDirectories(path.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, path);
        }
      }
    }
  }

  /** A stack and a detector on the data of a directory. */
  private static final class Installation implements AutoCloseable {

    private final LocalStack stack;
    private final TocsinConfig config;
    private final EventSerdes serdes;

    Installation(Path directory) throws IOException {
      stack =
          LocalStack.start(
              LocalStackSettings.builder()
                  .dataDir(directory.resolve(KAFKA))
                  // An archive is older than what brokers keep by default.
                  .brokerProperty("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE))
                  .build());
      Map<String, String> settings = new TreeMap<>();
      settings.put("bootstrap.servers", stack.bootstrapServers());
      settings.put("schema.registry.url", stack.registryUrl());
      settings.put("application.id", "upgrade");
      settings.put("providers", "duo");
      settings.put("partitions", "2");
      settings.put("state.dir", directory.resolve(STATE).toString());
      settings.put("http.port", "0");
      settings.put("history.keyset", Files.readString(directory.resolve(KEYSET)));
      settings.put("history.horizon", "36500d");
      settings.put("notification.interval", "100ms");
      config = TocsinConfig.load(Sources.of(settings));
      serdes = Wiring.serdes(config);
    }

    void createTopics() throws Exception {
      try (Admin admin = Admin.create(config.adminProps())) {
        new TopicCreation(config, admin).run(false);
        AlterConfigOp keep =
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String topic : admin.listTopics().names().get()) {
          changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(keep));
        }
        admin.incrementalAlterConfigs(changes).all().get();
      }
    }

    /** Fourteen records are exposed, of which four have no account; seven are in no window. */
    void tellThePast() throws Exception {
      try (Detector detector = Detectors.start(config)) {
        detector.awaitReady(SOON);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
          account(producer, "acme");
          for (int i = 0; i < 10; i++) {
            log(producer, "acme", i, SENT.plus(Duration.ofMinutes(i)));
          }
          for (int i = 10; i < 14; i++) {
            log(producer, "globex", i, SENT.plus(Duration.ofMinutes(i)));
          }
          for (int i = 20; i < 27; i++) {
            log(producer, "acme", i, SENT.plus(Duration.ofDays(30)));
          }
          producer.send(
              new ProducerRecord<>(
                  config.topics().messageLog("duo"), bytes("acme"), bytes("no Avro")));
          window(producer, "w-1", "INC-1", SENT.minusSeconds(60), SENT.plusSeconds(3_600));
        }
        // The last step: the dead letter counts, whichever of them is first.
        await()
            .atMost(SOON)
            .until(
                () -> {
                  var outputs = outputs();
                  var incident = outputs.incidents().get("INC-1");
                  return incident != null
                      && incident.getDeadLetters() == 1
                      && incident.getRecordCount() == 14
                      && outputs.exposures().size() == 14
                      && outputs.notifications().size() == 11;
                });
        assertThat(detector.stop()).isTrue();
      }
    }

    void tellTheRest(Consumer<EffectiveOutputs<ExposedRecord, ExposureNotification>> check)
        throws Exception {
      try (Detector detector = Detectors.start(config)) {
        detector.awaitReady(SOON);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
          window(
              producer,
              "w-1",
              "INC-1",
              SENT.plus(Duration.ofMinutes(5)),
              SENT.plus(Duration.ofHours(1)));
          account(producer, "globex");
          window(
              producer,
              "w-2",
              "INC-2",
              SENT.plus(Duration.ofDays(29)),
              SENT.plus(Duration.ofDays(31)));
        }
        await().atMost(SOON).untilAsserted(() -> check.accept(outputs()));
        assertThat(detector.stop()).isTrue();
      }
    }

    private KafkaProducer<byte[], byte[]> producer() {
      return new KafkaProducer<>(
          config.producerProps("upgrade-test"),
          new ByteArraySerializer(),
          new ByteArraySerializer());
    }

    private void account(KafkaProducer<byte[], byte[]> producer, String id) {
      String topic = config.topics().account();
      Account account = Account.newBuilder().setAccountId(id).setName(id + " Ltd").build();
      producer.send(
          new ProducerRecord<>(
              topic, bytes(id), serdes.account().serializer().serialize(topic, account)));
    }

    private void log(
        KafkaProducer<byte[], byte[]> producer, String account, int number, Instant sentAt) {
      String topic = config.topics().messageLog("duo");
      MessageLog log =
          MessageLog.newBuilder()
              .setLogId("m-" + number)
              .setAccountId(account)
              .setPhone("+120255501%02d".formatted(number))
              .setChannel("SMS")
              .setSentAt(sentAt)
              .build();
      producer.send(
          new ProducerRecord<>(
              topic, bytes(account), serdes.messageLog().serializer().serialize(topic, log)));
    }

    private void window(
        KafkaProducer<byte[], byte[]> producer,
        String id,
        String incident,
        Instant from,
        Instant to) {
      String topic = config.topics().window();
      CompromiseWindow window =
          CompromiseWindow.newBuilder()
              .setWindowId(id)
              .setIncident(
                  Incident.newBuilder()
                      .setIncidentId(incident)
                      .setTitle("Logs downloaded")
                      .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
                      .build())
              .setProvider("duo")
              .setFrom(from)
              .setTo(to)
              .setStatus("ACTIVE")
              .build();
      producer.send(
          new ProducerRecord<>(
              topic, bytes(id), serdes.window().serializer().serialize(topic, window)));
    }

    /** What the outputs say, from their beginning. */
    EffectiveOutputs<ExposedRecord, ExposureNotification> outputs() {
      EffectiveOutputs<ExposedRecord, ExposureNotification> outputs = EffectiveOutputs.ofEvents();
      String exposed = config.topics().exposedRecord();
      String notification = config.topics().notification();
      String incident = config.topics().incident();
      for (String topic : List.of(exposed, notification, incident)) {
        try (TopicReader reader =
            new TopicReader(config.consumerProps("upgrade", null), Set.of(topic))) {
          reader.readToEnd(
              SOON,
              row -> {
                if (topic.equals(exposed)) {
                  outputs.exposure(
                      serdes.exposedRecord().deserializer().deserialize(topic, row.value()));
                } else if (topic.equals(notification)) {
                  outputs.notification(
                      new String(row.key(), StandardCharsets.UTF_8),
                      serdes.notification().deserializer().deserialize(topic, row.value()));
                } else if (row.value() != null) {
                  outputs.incident(
                      serdes.incident().deserializer().deserialize(topic, row.value()));
                }
              });
        }
      }
      return outputs;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      serdes.close();
      stack.close();
    }
  }
}
