package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.MessageLog;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.testkit.ChildProcess;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the detector repeatedly while it fills, seals and merges small blocks: committed records
 * are kept, others are read again, and a window over all of them flags each record once.
 *
 * <p>Repeat a run with {@code -Dtocsin.killed.seed=S}.
 */
class KilledIT {

  /** The same for every start. */
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  private static final int KILLS = 2;
  private static final Duration SOON = Duration.ofSeconds(180);

  @TempDir private Path directory;

  @Test
  void shouldFlagEachRecordOnceAfterKills() throws Exception {
    // Given
    long seed = Long.getLong("tocsin.killed.seed", System.nanoTime());
    Random random = new Random(seed);
    Cli cli = Cli.onCluster("killed.");
    TocsinConfig config = cli.config();
    EventSerdes serdes = Wiring.serdes(config);
    Set<String> sent = new TreeSet<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            config.producerProps("test"), new ByteArraySerializer(), new ByteArraySerializer())) {
      // When
      for (int run = 0; run <= KILLS; run++) {
        try (ChildProcess process = start(cli, directory.resolve("log-" + run))) {
          process.awaitPrinted("Ready.", SOON);
          long until = System.nanoTime() + Duration.ofMillis(2000 + random.nextInt(3000)).toNanos();
          while (System.nanoTime() < until) {
            send(producer, config, serdes, random, sent);
            boolean ended = process.ended(Duration.ofMillis(random.nextInt(20)));
            assertThat(ended).as("ended without a kill, seed %d", seed).isFalse();
          }
          producer.flush();
          if (run == KILLS) {
            declare(cli);
            // Then
            await()
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                    () ->
                        assertThat(new TreeSet<>(flagged(config, serdes)))
                            .as("seed %d", seed)
                            .isEqualTo(sent));
            assertThat(flagged(config, serdes)).as("seed %d", seed).hasSameSizeAs(sent);
          }
          process.kill();
        }
      }
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      TocsinConfig config,
      EventSerdes serdes,
      Random random,
      Set<String> sent) {
    String topic = config.topics().messageLog("duo");
    for (int i = 0; i < 20; i++) {
      String id = "m-" + sent.size();
      MessageLog log =
          MessageLog.newBuilder()
              .setLogId(id)
              .setAccountId("account-" + random.nextInt(10))
              .setPhone("+1202555%04d".formatted(random.nextInt(10_000)))
              .setChannel("SMS")
              .setSentAt(Instant.now().minusSeconds(60 + random.nextInt(20 * 86_400)))
              .build();
      producer.send(
          new ProducerRecord<>(topic, serdes.messageLog().serializer().serialize(topic, log)));
      sent.add(id);
    }
  }

  private static void declare(Cli cli) {
    String from = Instant.now().minus(Duration.ofDays(30)).toString();
    assertThat(
            cli.run(
                    "window",
                    "declare",
                    "--incident=breach",
                    "--title=Killed",
                    "--provider=duo",
                    "--from=" + from,
                    "--open")
                .exitCode())
        .isEqualTo(ExitCodes.OK);
  }

  /** The log IDs of all FLAGGED records, with repetitions. */
  private static List<String> flagged(TocsinConfig config, EventSerdes serdes) {
    String topic = config.topics().exposedRecord();
    List<String> ids = new ArrayList<>();
    try (TopicReader reader = new TopicReader(config.consumerProps("test", null), List.of(topic))) {
      reader.readToEnd(
          SOON,
          record -> {
            ExposedRecord exposed =
                serdes.exposedRecord().deserializer().deserialize(topic, record.value());
            assertThat(exposed.getAction()).isEqualTo("FLAGGED");
            ids.add(exposed.getLogId());
          });
    }
    return ids;
  }

  private ChildProcess start(Cli cli, Path log) {
    return ChildProcess.java(Main.class.getName())
        .heapMib(512)
        .args(
            List.of(
                "run",
                "-c",
                "application.id=killed",
                "-c",
                "state.dir=" + directory.resolve("state"),
                "-c",
                "history.block.records=64",
                "-c",
                "history.keyset=" + KEYSET,
                "-c",
                "kafka.consumer.session.timeout.ms=6000",
                "-c",
                "http.port=0"))
        .environment(cli.environment())
        .start(log);
  }
}
