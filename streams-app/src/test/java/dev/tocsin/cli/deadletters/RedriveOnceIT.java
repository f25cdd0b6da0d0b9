package dev.tocsin.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Main;
import dev.tocsin.cli.Progress;
import dev.tocsin.cli.topic.PartitionCounts;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aborted, killed, or run twice at once: a redrive sends each dead letter once. */
class RedriveOnceIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  /** The exit code of a process that SIGKILL ended. */
  private static final int KILLED = 137;

  @TempDir private Path directory;

  @Test
  void shouldResumeAfterKill() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-killed.");
    try (LetterBox box = new LetterBox(cli)) {
      String log = box.topics().messageLog("duo");
      List<String> expected = fill(box, "killer", 30_000);

      // When
      for (int kill = 0; kill < 2; kill++) {
        int before = box.read(log).size();
        ChildProcess process = start(cli);
        try (process) {
          await()
              .atMost(SOON)
              .pollInterval(Duration.ofMillis(20))
              .until(() -> !process.alive() || box.read(log).size() > before);
          process.kill();
        }
        assertThat(process.exitCode()).as("killed before its end").isEqualTo(KILLED);
        assertThat(box.read(log)).as("had begun").hasSizeGreaterThan(before);
      }
      Result rest = cli.run("dead-letters", "redrive", "--send");

      // Then
      assertThat(rest.exitCode()).as(rest.err()).isEqualTo(ExitCodes.OK);
      assertThat(box.values(log)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldAbortOpenTransactionOfKilledRedrive() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-half-way.");
    String log = cli.config().topics().messageLog("duo");
    String topic = cli.config().topics().deadLetter();
    try (LetterBox box = new LetterBox(cli);
        KafkaProducer<byte[], byte[]> killed = box.transactional(ClientNames.redrive(topic))) {
      String id = box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 1, "only once");
      killed.beginTransaction();
      killed.send(new ProducerRecord<>(log, 0, null, LetterBox.bytes("only once"))).get();
      RecordHeaders marker = new RecordHeaders();
      LetterBox.add(marker, HeaderNames.REDRIVEN, id);
      killed.send(new ProducerRecord<>(topic, 0, null, null, null, marker)).get();

      // When
      Result result = cli.run("dead-letters", "redrive", "--send");

      // Then
      assertThat(result.out()).contains("dead letters: 1 sent again, 0 not, 0 already sent before");
      assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
      assertThat(box.values(log)).containsExactly("only once");
    }
  }

  @Test
  void shouldFinishTransactionWhenInterrupted() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-stopped.");
    try (LetterBox box = new LetterBox(cli)) {
      List<String> expected = fill(box, "stopper", 3_000);
      List<Integer> asked = new ArrayList<>();
      LetterFilter all = new LetterFilter(Set.of(), Set.of(), null, Set.of(), null, null);

      // When
      try (Redrive redrive = new Redrive(cli.config(), new PartitionCounts(cli.config()))) {
        redrive.send(
            redrive.letters(all).all(),
            () -> {
              asked.add(1);
              return asked.size() >= 1_200;
            },
            Progress.NONE);

        // Then
        assertThat(redrive.sent()).hasSize(1_000);
      }
      Result rest = cli.run("dead-letters", "redrive", "--send");
      assertThat(rest.out())
          .contains("dead letters: 2000 sent again, 0 not, 1000 already sent before");
      assertThat(box.values(box.topics().messageLog("duo")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldFenceEarlierRedrive() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-fenced.");
    try (LetterBox box = new LetterBox(cli)) {
      box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 1, "only once");
      LetterFilter all = new LetterFilter(Set.of(), Set.of(), null, Set.of(), null, null);
      try (Redrive first = new Redrive(cli.config(), new PartitionCounts(cli.config()))) {
        List<Letter> letters = first.letters(all).all();

        // When
        Result second = cli.run("dead-letters", "redrive", "--send");

        // Then
        assertThat(second.out()).contains("1 sent again");
        assertThatThrownBy(() -> first.send(letters, () -> false, Progress.NONE))
            .isInstanceOf(CliException.class)
            .hasMessageContaining(
                "redrive of topic 'redrive-fenced.exposure.dead-letter' was fenced")
            .hasMessageContaining("no dead letter is sent twice");
        assertThat(first.sent()).isEmpty();
      }
      assertThat(box.values(box.topics().messageLog("duo"))).containsExactly("only once");
    }
  }

  /** The detector writes dead letters in transactions, and one is nearly always open. */
  @Test
  void shouldSeeMarkersBehindOpenTransaction() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-open.");
    try (LetterBox box = new LetterBox(cli);
        KafkaProducer<byte[], byte[]> detector = box.transactional("redrive-open-detector")) {
      box.duo(DeadLetterReason.UNKNOWN_SCHEMA, 0, 1, "only once");
      try (Redrive first = new Redrive(cli.config(), new PartitionCounts(cli.config()))) {
        LetterFilter all = new LetterFilter(Set.of(), Set.of(), null, Set.of(), null, null);
        List<Letter> letters = first.letters(all).all();
        detector.beginTransaction();
        detector
            .send(
                box.letter(
                    DeadLetterReason.UNKNOWN_SCHEMA,
                    box.topics().messageLog("duo"),
                    0,
                    2,
                    "account",
                    "new",
                    new RecordHeaders()))
            .get();
        first.send(letters, () -> false, Progress.NONE);
      }

      await().atMost(SOON).until(() -> state(cli) == TransactionState.COMPLETE_COMMIT);

      // When
      CompletableFuture<Result> second =
          CompletableFuture.supplyAsync(() -> cli.run("dead-letters", "redrive", "--send"));
      // It has initialized its transactional id, so it reads the topic from now on.
      await().atMost(SOON).until(() -> state(cli) == TransactionState.EMPTY);

      // Then
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(20))
          .until(() -> !second.isDone());

      // When
      detector.commitTransaction();

      // Then
      assertThat(second.get(60, TimeUnit.SECONDS).out())
          .contains("dead letters: 1 sent again, 0 not, 1 already sent before");
      assertThat(box.values(box.topics().messageLog("duo"))).containsExactly("only once", "new");
    }
  }

  /** The state of the redrive's transactional id. */
  private static TransactionState state(Cli cli) throws Exception {
    String id = ClientNames.redrive(cli.config().topics().deadLetter());
    try (Admin admin = Admin.create(cli.config().adminProps())) {
      return admin.describeTransactions(List.of(id)).description(id).get().state();
    }
  }

  private static List<String> fill(LetterBox box, String id, int count) {
    List<String> values = new ArrayList<>();
    String log = box.topics().messageLog("duo");
    try (KafkaProducer<byte[], byte[]> producer = box.transactional(id)) {
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        ProducerRecord<byte[], byte[]> letter =
            box.letter(
                DeadLetterReason.UNKNOWN_SCHEMA,
                log,
                i % 3,
                i,
                "account",
                "v-" + i,
                new RecordHeaders());
        producer.send(
            new ProducerRecord<>(
                letter.topic(), i % 3, null, letter.key(), letter.value(), letter.headers()));
        values.add("v-" + i);
      }
      producer.commitTransaction();
    }
    return values;
  }

  private ChildProcess start(Cli cli) {
    return ChildProcess.java(Main.class.getName())
        .heapMib(256)
        .args(List.of("dead-letters", "redrive", "--send"))
        .environment(cli.environment())
        .start(directory.resolve("log"));
  }
}
