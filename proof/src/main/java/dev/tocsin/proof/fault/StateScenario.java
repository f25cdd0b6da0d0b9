package dev.tocsin.proof.fault;

import dev.tocsin.testkit.Directories;
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
 * An instance loses its state directory, or files of a store are damaged while it is down. It
 * restores the state from Kafka, or refuses to work until the directory is deleted; it never
 * continues from damaged state.
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
    return "state.dir deleted, or files of its stores damaged";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance only = run.readyInstance();
    run.startInputs();
    int rounds = run.size(6, 2);
    for (int i = 0; i < rounds; i++) {
      run.work(4_000, 8_000);
      long began = System.nanoTime();
      if (i % 2 == 0) {
        delete(run, only);
      } else {
        damage(run, only);
      }
      run.awaitRecovery(run.probe().committedLogs(), began);
    }
  }

  private static void delete(FaultRun run, Instance only) throws Exception {
    boolean open = !run.probe().ongoing(only.processId()).isEmpty();
    only.kill();
    Directories.delete(only.stateDir());
    long began = System.nanoTime();
    only.start().awaitReady();
    double restored = only.metric("tocsin_restored_records_total");
    double seconds = (System.nanoTime() - began) * 1e-9;
    run.note("restored %,.0f changelog records, ready after %.1f s".formatted(restored, seconds));
    run.fault(restored > 0, "state deleted" + (open ? ", in mid-transaction" : ""));
  }

  private static void damage(FaultRun run, Instance only) throws Exception {
    only.stop(STOPS);
    List<Path> damaged = damage(only.stateDir(), run.random());
    run.fault(!damaged.isEmpty(), "damaged " + damaged.size() + " files of stores");
    Map<TopicPartition, Long> before = run.probe().committedLogs();
    only.start();
    try {
      Await.until(SHOWS, () -> !only.alive() || run.probe().progressed(before));
    } catch (Await.BoundReachedException e) {
      run.say("no progress within " + SHOWS.toSeconds() + " s");
    }
    if (run.probe().progressed(before)) {
      run.note("continued without a restart after its stores were damaged");
    } else {
      run.note(
          "did not continue from damaged stores (%s); the state directory is deleted"
              .formatted(only.alive() ? "alive" : "ended with " + only.child().exitCode()));
      only.kill();
      Directories.delete(only.stateDir());
      only.start();
    }
  }

  /** Overwrites a part of the table files of one store, or of all stores. */
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
