package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance gets a third of the processor, and ten times the usual records. Its memory stays
 * bounded, it is not put out of its group for being slow, and it catches up.
 */
final class BurstScenario implements Scenario {

  /** Heap, rocksdb.cache.bytes, the producer's buffer and what a JVM needs beside. */
  private static final long LARGEST_MIB = 384 + 64 + 32 + 400;

  private static final int LAGGING = 5_000;
  private static final Duration CATCHES_UP = Duration.ofMinutes(4);

  @Override
  public int number() {
    return 13;
  }

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public String fault() {
    return "ten times the records for an instance with a third of the processor";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance only = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    trial.work(2_000, 4_000);
    int bursts = trial.size(3, 1);
    for (int i = 0; i < bursts; i++) {
      trial.traffic().perSecond(trial.scenario().mix().perSecond() * 10);
      long largest = 0;
      long lag = 0;
      int slices = trial.size(40, 25);
      for (int slice = 0; slice < slices; slice++) {
        only.child().freeze();
        Thread.sleep(300);
        only.child().thaw();
        Thread.sleep(150);
        largest = Math.max(largest, only.child().residentMib());
        lag = Math.max(lag, trial.probe().inputLag());
      }
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      long began = System.nanoTime();
      trial.traffic().usualPace();
      trial.fault(lag > LAGGING, "burst, up to %,d records behind, %d MiB".formatted(lag, largest));
      trial.require(
          largest <= LARGEST_MIB,
          "%d MiB of memory where %d were expected at most".formatted(largest, LARGEST_MIB));
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      Await.until(CATCHES_UP, () -> trial.probe().inputLag() < LAGGING / 10);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
    String log = only.child().printed();
    trial.require(
        !log.contains("poll timeout has expired"), "it was put out of its group for being slow");
    trial.require(
        only.metric("tocsin_stream_thread_failures_total") == 0, "a thread died of the burst");
  }
}
