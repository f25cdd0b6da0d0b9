package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Flags records of ten known numbers, dumps all keys of stores and changelogs and all keys and
 * headers of outputs, and tries every number of a plan against the dump.
 */
class NumberSearchIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Instant SENT = Instant.parse("2024-03-15T10:00:00Z");
  private static final String INCIDENT = "INC-1";
  private static final String ACCOUNT = "acme";

  /** The plan: a hundred thousand numbers. */
  private static final String START = "+120255";

  private static final int DIGITS = 5;

  @TempDir private static Path directory;

  private static LocalRig rig;

  private final Set<String> numbers = new TreeSet<>();
  private final List<NumberSearch.Clue> clues = new ArrayList<>();
  private long seed;

  @BeforeAll
  static void start() {
    rig = new LocalRig("numbers", directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldRevealNoNumberWithKeyset() throws Exception {
    // When
    NumberSearch search = dumped("keyed", Map.of());

    // Then
    assertThat(search.tryAll(START, DIGITS)).as("seed %d", seed).isEmpty();
  }

  @Test
  void shouldRevealAllNumbersWithoutKeyset() throws Exception {
    // When
    NumberSearch search = dumped("plain", Map.of("history.encryption", "none"));

    // Then: else the search itself would find nothing
    assertThat(search.tryAll(START, DIGITS)).as("seed %d", seed).isEqualTo(numbers);
  }

  private NumberSearch dumped(String installation, Map<String, String> more) throws Exception {
    Map<String, String> settings = rig.settings(installation);
    if (!more.isEmpty()) {
      settings.remove("history.keyset");
    }
    settings.putAll(more);
    settings.put("history.horizon", "3650d");
    settings.put("notification.interval", "100ms");
    TocsinConfig config = rig.config(settings);
    rig.createTopics(config);
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
      push(config);
      await()
          .atMost(SOON)
          .until(() -> count(config, config.topics().notification()) >= numbers.size() + 1);
      assertThat(detector.stop()).isTrue();
    }
    NumberSearch search = new NumberSearch(INCIDENT, clues);
    dumpStores(config.stateDir(), search);
    int ofStores = search.size();
    assertThat(ofStores).as("hashes in keys of stores").isGreaterThan(100);
    dumpTopics(config, search);
    assertThat(search.size()).isGreaterThan(ofStores);
    return search;
  }

  private void push(TocsinConfig config) throws Exception {
    seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    while (numbers.size() < 10) {
      numbers.add(START + ("%0" + DIGITS + "d").formatted(random.nextInt(100_000)));
    }
    EventSerdes serdes = Wiring.serdes(config);
    String logs = config.topics().messageLog("duo");
    String windows = config.topics().window();
    String accounts = config.topics().account();
    try (KafkaProducer<byte[], byte[]> producer = rig.producer(config, Map.of())) {
      Account account = Account.newBuilder().setAccountId(ACCOUNT).setName("Acme").build();
      producer.send(
          new ProducerRecord<>(
              accounts,
              bytes(ACCOUNT),
              serdes.account().serializer().serialize(accounts, account)));
      CompromiseWindow window =
          CompromiseWindow.newBuilder()
              .setWindowId("w-1")
              .setIncident(
                  Incident.newBuilder()
                      .setIncidentId(INCIDENT)
                      .setTitle("Logs downloaded")
                      .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
                      .build())
              .setProvider("duo")
              .setFrom(Instant.parse("2024-03-01T00:00:00Z"))
              .setTo(Instant.parse("2024-04-01T00:00:00Z"))
              .setStatus("ACTIVE")
              .build();
      producer.send(
          new ProducerRecord<>(
              windows, bytes("w-1"), serdes.window().serializer().serialize(windows, window)));
      for (String number : numbers) {
        String logId = "m-" + clues.size();
        clues.add(new NumberSearch.Clue("duo", ACCOUNT, logId, SENT.toEpochMilli(), "SMS"));
        MessageLog log =
            MessageLog.newBuilder()
                .setLogId(logId)
                .setAccountId(ACCOUNT)
                .setPhone(number)
                .setChannel("SMS")
                .setSentAt(SENT)
                .build();
        producer.send(
            new ProducerRecord<>(
                logs, bytes(ACCOUNT), serdes.messageLog().serializer().serialize(logs, log)));
      }
    }
  }

  /** Keys are stored as differences from each other, so the files are not searched themselves. */
  private static void dumpStores(Path stateDir, NumberSearch search)
      throws IOException, RocksDBException {
    List<Path> stores;
    try (Stream<Path> all = Files.walk(stateDir)) {
      stores = all.filter(path -> path.endsWith("CURRENT")).map(Path::getParent).toList();
    }
    assertThat(stores)
        .extracting(store -> store.getFileName().toString())
        .containsOnly(LocalRig.STORES.toArray(String[]::new))
        .containsAll(LocalRig.STORES);
    for (Path store : stores) {
      try (Options options = new Options()) {
        List<ColumnFamilyDescriptor> families =
            RocksDB.listColumnFamilies(options, store.toString()).stream()
                .map(ColumnFamilyDescriptor::new)
                .toList();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (RocksDB db = RocksDB.openReadOnly(store.toString(), families, handles)) {
          for (ColumnFamilyHandle handle : handles) {
            try (RocksIterator rows = db.newIterator(handle)) {
              for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                search.add(rows.key());
              }
            }
            handle.close();
          }
        }
      }
    }
  }

  private static void dumpTopics(TocsinConfig config, NumberSearch search) throws Exception {
    Set<String> topics = new TreeSet<>();
    try (Admin admin = Admin.create(config.adminProps())) {
      admin.listTopics().names().get().stream()
          .filter(t -> t.startsWith(config.applicationId() + "-") && t.endsWith("-changelog"))
          .forEach(topics::add);
    }
    assertThat(topics).containsExactlyInAnyOrderElementsOf(LocalRig.changelogs(config));
    topics.add(config.topics().exposedRecord());
    topics.add(config.topics().notification());
    topics.add(config.topics().incident());
    topics.add(config.topics().deadLetter());
    read(
        config,
        topics,
        row -> {
          search.add(row.key());
          row.headers().forEach(header -> search.add(header.value()));
        });
  }

  private static int count(TocsinConfig config, String topic) {
    List<Long> offsets = new ArrayList<>();
    read(config, Set.of(topic), row -> offsets.add(row.offset()));
    return offsets.size();
  }

  private static void read(
      TocsinConfig config, Set<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (TopicReader reader = new TopicReader(config.consumerProps("numbers", null), topics)) {
      reader.readToEnd(SOON, sink);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
