package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.proof.events.DetectorOutputs;
import dev.tocsin.proof.events.OutputLines;
import dev.tocsin.proof.events.ProviderPartitioning;
import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.StoryGenerator;
import dev.tocsin.testkit.GroupProgress;
import dev.tocsin.testkit.Poisons;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector on a real broker and registry: several partitions, two instances. */
class ClusterIT {

  private static final int PARTITIONS = 3;
  private static final int CASES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Five notification intervals. */
  private static final Duration AT_REST = Duration.ofSeconds(1);

  private static final Duration HORIZON = Duration.ofDays(3650);

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
  void shouldAnswerLikeABatchQueryWithTwoInstances() throws Exception {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> providers = IntStream.range(0, 2 * CASES).mapToObj(i -> "p" + i).toList();
    TocsinConfig config = config("order", providers, "one");
    createTopics(config);
    List<Story> stories = new ArrayList<>();

    // When
    Detector one = Detector.start(config);
    try (Detector two = Detector.start(config("order", providers, "two"));
        EventSerdes serdes = Wiring.serdes(config);
        DetectorOutputs outputs = new DetectorOutputs(config);
        Admin admin = Admin.create(config.adminProps());
        KafkaProducer<byte[], byte[]> producer = producer(config)) {
      GroupProgress offsets = new GroupProgress(admin, config.applicationId());
      two.awaitReady(PATIENCE);
      for (int i = 0; i < CASES; i++) {
        Story story = StoryGenerator.generate(random, "c" + i, providers.subList(2 * i, 2 * i + 2));
        stories.add(story);
        EncodedInput.Offsets windows = new EncodedInput.Offsets();
        for (EncodedInput input : EncodedInput.shuffled(story, serdes, config.topics(), random)) {
          Future<RecordMetadata> sent =
              producer.send(record(input, windows, config.topics(), random));
          if (input.isWindow()) {
            windows.put(input, sent.get().offset());
          }
          if (random.nextInt(20) == 0) {
            // So that later inputs meet earlier ones whose outputs are written.
            producer.flush();
            await().atMost(PATIENCE).until(() -> lag(offsets, config).isEmpty());
          }
        }
        if (i == CASES / 2) {
          one.close();
          one = Detector.start(config);
        }
      }
      producer.flush();

      // Then
      Set<String> expected = expected(stories);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                OutputLines found = OutputLines.of(outputs.read().effective());
                assertThat(found.effective())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(found.due(expected));
              });
      await()
          .during(AT_REST)
          .atMost(PATIENCE)
          .until(
              () -> {
                OutputLines found = OutputLines.of(outputs.read().effective());
                return lag(offsets, config).isEmpty()
                    && found.equals(new OutputLines(found.due(expected), List.of()));
              });
    } finally {
      one.close();
    }
  }

  @Test
  void shouldWriteOneDeadLetterForEachMalformedRecord() throws Exception {
    // Given
    TocsinConfig config = config("poison", List.of("duo"), "poison");
    createTopics(config);
    List<String> expected = new ArrayList<>();
    try (Detector detector = Detector.start(config);
        EventSerdes serdes = Wiring.serdes(config);
        DetectorOutputs outputs = new DetectorOutputs(config);
        KafkaProducer<byte[], byte[]> producer = producer(config)) {
      detector.awaitReady(PATIENCE);
      keepTimestampsOfProducers(config);

      // When
      Poisons poisons = new StoryEncoder(serdes, config.topics()).poisons("duo", "acme", "w-1");
      for (Poisons.Poison poison : poisons.all()) {
        if (poison.acceptedByBrokers()) {
          producer.send(new ProducerRecord<>(poison.topic(), poison.key(), poison.value())).get();
          expected.add(poison.reason());
        } else if (poison.timestamp() != null) {
          // A broker refuses a timestamp far ahead, and takes this one.
          producer.send(new Unstamped(poison.topic(), poison.key(), poison.value())).get();
          expected.add(poison.reason());
        }
      }

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(outputs.read().deadLetters())
                      .extracting(DetectorOutputs.DeadLetter::reason)
                      .containsExactlyInAnyOrderElementsOf(expected));
      assertThat(expected).contains("INVALID_RECORD_TIMESTAMP");
      assertThat(detector.live().positive()).isTrue();
    }
  }

  /** Has the brokers keep the timestamps of producers, so that one of -1 is possible. */
  private static void keepTimestampsOfProducers(TocsinConfig config) throws Exception {
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

  private static Set<String> expected(List<Story> stories) {
    try (Oracle oracle = new Oracle(Instant.now().minus(HORIZON).toEpochMilli())) {
      return oracle.answer(Story.merged(stories));
    }
  }

  /** Committed records of the inputs and between the stages that the detector has not committed. */
  private static Map<TopicPartition, Long> lag(GroupProgress offsets, TocsinConfig config)
      throws Exception {
    List<String> inputs = new ArrayList<>(config.topics().messageLogs(config.providers()));
    inputs.add(config.topics().account());
    inputs.add(config.topics().window());
    Set<TopicPartition> partitions = new HashSet<>(offsets.partitions(inputs));
    partitions.addAll(offsets.committed().keySet());
    return offsets.lag(partitions);
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
    values.put("history.horizon", HORIZON.toDays() + "d");
    // Small, so that blocks are sealed and merged often.
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

  private static ProducerRecord<byte[], byte[]> record(
      EncodedInput input, EncodedInput.Offsets windows, TopicNames topics, Random random) {
    boolean log = !Set.of(topics.account(), topics.window()).contains(input.topic());
    Integer partition = log ? ProviderPartitioning.choose(input.key(), PARTITIONS, random) : null;
    return new ProducerRecord<>(
        input.topic(), partition, input.key(), input.value(windows), input.headers(windows));
  }

  /** A record with timestamp -1, which the client does not create and brokers accept. */
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
