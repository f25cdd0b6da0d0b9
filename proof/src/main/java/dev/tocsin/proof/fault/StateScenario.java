package dev.tocsin.proof.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance loses its state directory, or the disk damages the files of a store while it is down.
 * It restores what it lost from Kafka, or refuses to work until the directory is deleted; in no
 * case does it go on from what is wrong.
 */
final class StateScenario implements Scenario {

  private static final Duration STOPS = Duration.ofSeconds(45);
  private static final Duration SHOWS = Duration.ofSeconds(40);

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String fault() {
    return "state.dir wiped, or the files of its stores damaged";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance only = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int rounds = trial.size(6, 2);
    for (int i = 0; i < rounds; i++) {
      trial.work(4_000, 8_000);
      long began = System.nanoTime();
      if (i % 2 == 0) {
        wipe(trial, only);
      } else {
        damage(trial, only);
      }
      trial.probe().awaitProgress(trial.probe().committedLogs(), Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static void wipe(Trial trial, Instance only) throws Exception {
    boolean open = !trial.probe().ongoing(only.processId()).isEmpty();
    only.kill();
    Testbed.delete(only.stateDir());
    long began = System.nanoTime();
    only.start().awaitReady();
    double restored = only.metric("tocsin_restored_records_total");
    double seconds = (System.nanoTime() - began) * 1e-9;
    trial.note("restored %,.0f changelog records, ready after %.1f s".formatted(restored, seconds));
    trial.fault(restored > 0, "state wiped" + (open ? ", in mid-transaction" : ""));
  }

  private static void damage(Trial trial, Instance only) throws Exception {
    only.stop(STOPS);
    List<Path> damaged = damage(only.stateDir(), trial.random());
    trial.fault(!damaged.isEmpty(), "damaged " + damaged.size() + " files of stores");
    Map<TopicPartition, Long> before = trial.probe().committedLogs();
    only.start();
    try {
      Await.until(SHOWS, () -> !only.alive() || trial.probe().progressed(before));
    } catch (Await.BoundReachedException e) {
      trial.say("no progress within " + SHOWS.toSeconds() + " s");
    }
    if (trial.probe().progressed(before)) {
      trial.note("went on by itself after its stores were damaged");
    } else {
      trial.note(
          "did not go on from damaged stores (%s); the state directory is deleted"
              .formatted(only.alive() ? "alive" : "ended with " + only.child().exitCode()));
      only.kill();
      Testbed.delete(only.stateDir());
      only.start();
    }
  }

  /** Writes noise into the middle of the tables of one store, or of all. */
  private static List<Path> damage(Path stateDir, Random random) throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.walk(stateDir)) {
      tables = files.filter(f -> f.toString().endsWith(".sst")).sorted().toList();
    }
    if (!tables.isEmpty() && random.nextBoolean()) {
      Path store = tables.get(random.nextInt(tables.size())).resolveSibling(".");
      tables = tables.stream().filter(f -> f.resolveSibling(".").equals(store)).toList();
    }
    tables.forEach(table -> spoil(table, random));
    return tables;
  }

  private static void spoil(Path file, Random random) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[(int) Math.max(1, bytes.length() / 4)];
      random.nextBytes(noise);
      bytes.seek(bytes.length() / 8);
      bytes.write(noise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
