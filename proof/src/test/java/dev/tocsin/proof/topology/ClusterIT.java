package dev.tocsin.proof.topology;

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
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole on a real broker and registry: several partitions, two instances, any partitioner. */
class ClusterIT {

  private static final int PARTITIONS = 3;
  private static final int CASES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of all instances, so that one reads what another wrote. */
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  private static LocalStack stack;

  @TempDir private Path dir;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStackSettings.defaults());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldAnswerLikeABatchQueryOverTwoInstancesWhateverTheOrder() throws Exception {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> providers = IntStream.range(0, 2 * CASES).mapToObj(i -> "p" + i).toList();
    TocsinConfig config = config("order", providers, "one");
    createTopics(config);
    EventSerdes serdes = Wiring.serdes(config);
    Set<String> expected = new TreeSet<>();
    // When
    Detector one = Detector.start(config);
    try (Detector two = Detector.start(config("order", providers, "two"));
        KafkaProducer<byte[], byte[]> producer = producer(config)) {
      two.awaitReady(PATIENCE);
      for (int i = 0; i < CASES; i++) {
        RandomHistory history =
            new RandomHistory(random, "c" + i, providers.subList(2 * i, 2 * i + 2));
        expected.addAll(history.expected());
        for (Object step : history.interleaved(random)) {
          send(producer, config.topics(), serdes, step, random);
          Thread.sleep(random.nextInt(20));
        }
        if (i == CASES / 2) {
          one.close();
          one = Detector.start(config);
        }
      }
      producer.flush();
      // Then
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () ->
                  assertThat(standing(config, serdes))
                      .as("seed %d", seed)
                      .containsExactlyInAnyOrderElementsOf(expected));
      Thread.sleep(3000);
      assertThat(standing(config, serdes))
          .as("seed %d, later", seed)
          .containsExactlyInAnyOrderElementsOf(expected);
      StandingLines.assertNothingIsToldTwice(
          read(config, config.topics().notification(), serdes.notification()), seed);
    } finally {
      one.close();
    }
  }

  @Test
  void shouldBuryEveryPoisonOnceAndReachTheEnd() throws Exception {
    // Given
    TocsinConfig config = config("poison", List.of("duo"), "poison");
    createTopics(config);
    EventSerdes serdes = Wiring.serdes(config);
    List<String> expected = new ArrayList<>();
    try (Detector detector = Detector.start(config);
        KafkaProducer<byte[], byte[]> producer = producer(config)) {
      detector.awaitReady(PATIENCE);
      believeProducers(config);
      // When
      Poisons poisons = new Poisons(serdes, config.topics());
      for (Poisons.Poison poison : poisons.all().toList()) {
        // The broker itself refuses what is dated ahead, and what lacks a key on a compacted topic.
        if (poison.timestamp() <= System.currentTimeMillis() && poison.key() != null) {
          producer.send(new ProducerRecord<>(poison.topic(), poison.key(), poison.value())).get();
          expected.add(poison.reason());
        }
      }
      for (Poisons.Poison good : poisons.good()) {
        producer.send(new Unstamped(good.topic(), good.key(), good.value())).get();
        expected.add("INVALID_RECORD_TIMESTAMP");
      }
      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(reasons(config)).containsExactlyInAnyOrderElementsOf(expected));
      assertThat(detector.live().positive()).isTrue();
    }
  }

  /** Has the inputs keep their producers' timestamps, so that one of -1 gets through. */
  private static void believeProducers(TocsinConfig config) throws Exception {
    TopicNames names = config.topics();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : List.of(names.messageLog("duo"), names.account(), names.window())) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          List.of(
              new AlterConfigOp(
                  new ConfigEntry("message.timestamp.type", "CreateTime"),
                  AlterConfigOp.OpType.SET)));
    }
    try (Admin admin = Admin.create(config.adminProps())) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private static List<String> reasons(TocsinConfig config) {
    return records(config, config.topics().deadLetter()).stream()
        .map(r -> r.headers().lastHeader("tocsin.dead-letter.reason").value())
        .map(v -> new String(v, StandardCharsets.UTF_8))
        .toList();
  }

  private TocsinConfig config(String prefix, List<String> providers, String instance) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", stack.bootstrapServers());
    values.put("schema.registry.url", stack.registryUrl());
    values.put("application.id", prefix);
    values.put("topic.prefix", prefix + ".");
    values.put("providers", String.join(",", providers));
    values.put("partitions", Integer.toString(PARTITIONS));
    values.put("state.dir", dir.resolve(instance).toString());
    values.put("history.horizon", "3650d");
    // Small, so that blocks are full and merged all the time.
    values.put("history.block.records", "16");
    values.put("notification.interval", "200ms");
    values.put("http.port", "0");
    values.put("history.keyset", KEYSET);
    return TocsinConfig.load(Sources.of(values));
  }

  private static void createTopics(TocsinConfig config) {
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(TocsinConfig config) {
    return new KafkaProducer<>(
        config.producerProps("test"), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      TopicNames topics,
      EventSerdes serdes,
      Object step,
      Random random) {
    switch (step) {
      case RandomHistory.Log log -> {
        String topic = topics.messageLog(log.provider());
        byte[] key = log.account().getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(
                topic,
                partition(key, random),
                key,
                serdes.messageLog().serializer().serialize(topic, event(log))));
      }
      case RandomHistory.Step<?> s when s.key().contains("-w") ->
          producer.send(
              new ProducerRecord<>(
                  topics.window(),
                  s.key().getBytes(StandardCharsets.UTF_8),
                  s.value() instanceof RandomHistory.Window w
                      ? serdes.window().serializer().serialize(topics.window(), event(w))
                      : null));
      case RandomHistory.Step<?> s ->
          producer.send(
              new ProducerRecord<>(
                  topics.account(),
                  s.key().getBytes(StandardCharsets.UTF_8),
                  s.value() instanceof String name
                      ? serdes
                          .account()
                          .serializer()
                          .serialize(topics.account(), event(s.key(), name))
                      : null));
      default -> throw new IllegalStateException(step.toString());
    }
  }

  /** As Java's clients do it, as librdkafka's do it, and as nobody does it. */
  private static int partition(byte[] key, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
      case 1 -> {
        CRC32 crc = new CRC32();
        crc.update(key);
        yield (int) (crc.getValue() % PARTITIONS);
      }
      default -> random.nextInt(PARTITIONS);
    };
  }

  private static MessageLog event(RandomHistory.Log log) {
    return MessageLog.newBuilder()
        .setLogId(log.id())
        .setAccountId(log.account())
        .setPhone(log.phone())
        .setChannel(log.channel())
        .setSentAt(log.at())
        .build();
  }

  private static Account event(String id, String name) {
    return Account.newBuilder().setAccountId(id).setName(name).build();
  }

  private static CompromiseWindow event(RandomHistory.Window w) {
    return CompromiseWindow.newBuilder()
        .setWindowId(w.id())
        .setIncident(
            Incident.newBuilder()
                .setIncidentId(w.incident())
                .setTitle(w.title())
                .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
                .build())
        .setProvider(w.provider())
        .setAccountIds(w.accounts() == null ? null : List.copyOf(w.accounts()))
        .setChannels(w.channels() == null ? null : List.copyOf(w.channels()))
        .setFrom(w.from())
        .setTo(w.to())
        .setStatus(w.active() ? "ACTIVE" : "DRAFT")
        .build();
  }

  private static Set<String> standing(TocsinConfig config, EventSerdes serdes) {
    TopicNames topics = config.topics();
    List<ExposedRecord> exposed = read(config, topics.exposedRecord(), serdes.exposedRecord());
    List<ExposureNotification> told = read(config, topics.notification(), serdes.notification());
    Map<String, IncidentSummary> incidents = new TreeMap<>();
    for (IncidentSummary summary : read(config, topics.incident(), serdes.incident())) {
      incidents.put(summary.getIncident().getIncidentId(), summary);
    }
    return StandingLines.of(exposed, told, incidents);
  }

  private static <T extends SpecificRecord> List<T> read(
      TocsinConfig config, String topic, Serde<T> serde) {
    return records(config, topic).stream()
        .map(r -> serde.deserializer().deserialize(topic, r.value()))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(TocsinConfig config, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            config.consumerProps("test", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
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

  /** A record with timestamp -1, which clients refuse to make and brokers take. */
  private static final class Unstamped extends ProducerRecord<byte[], byte[]> {
    Unstamped(String topic, byte[] key, byte[] value) {
      super(topic, key, value);
    }

    @Override
    public Long timestamp() {
      return -1L;
    }
  }
}
