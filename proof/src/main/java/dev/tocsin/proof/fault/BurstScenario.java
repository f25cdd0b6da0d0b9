package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance has a third of the processor and ten times the usual records. Its memory stays
 * bounded, it is not evicted from its group, and it catches up.
 */
final class BurstScenario implements Scenario {

  /** Heap, rocksdb.cache.bytes, the producer's buffer and the JVM's own memory. */
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
  public void run(FaultRun run) throws Exception {
    Instance only = run.readyInstance();
    run.startInputs();
    run.work(2_000, 4_000);
    int bursts = run.size(3, 1);
    for (int i = 0; i < bursts; i++) {
      run.inputs().perSecond(run.scenario().mix().perSecond() * 10);
      long largest = 0;
      long lag = 0;
      int slices = run.size(40, 25);
      for (int slice = 0; slice < slices; slice++) {
        only.child().freeze();
        Thread.sleep(300);
        only.child().thaw();
        Thread.sleep(150);
        largest = Math.max(largest, only.child().residentMib());
        lag = Math.max(lag, run.probe().inputLag());
      }
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      long began = System.nanoTime();
      run.inputs().usualPace();
      run.fault(lag > LAGGING, "burst, up to %,d records behind, %d MiB".formatted(lag, largest));
      run.require(
          largest <= LARGEST_MIB,
          "%d MiB of memory, at most %d expected".formatted(largest, LARGEST_MIB));
      run.probe().awaitProgress(before, FaultRun.RECOVERY);
      Await.until(CATCHES_UP, () -> run.probe().inputLag() < LAGGING / 10);
      run.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
    String log = only.child().printed();
    run.require(!log.contains("poll timeout has expired"), "it was evicted from its group");
    run.require(only.metric("tocsin_stream_thread_failures_total") == 0, "a stream thread died");
  }
}
