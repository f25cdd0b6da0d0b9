package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The broker compacts windows and accounts before the detector has read them: before the first
 * start, and while the only instance is down. Only the latest value of each key is left, and the
 * outputs are the same.
 */
final class CompactionScenario implements Scenario {

  private static final Duration STOPS = Duration.ofSeconds(45);

  /** The log cleaner runs every 15 s. */
  private static final Duration CLEANS = Duration.ofSeconds(90);

  @Override
  public int number() {
    return 23;
  }

  @Override
  public String name() {
    return "compaction";
  }

  @Override
  public String fault() {
    return "windows and accounts compacted before the detector has read them";
  }

  @Override
  public InputMix mix() {
    return new InputMix(300, 0.1, 20, 20);
  }

  @Override
  public void run(FaultRun run) throws Exception {
    for (String topic : new String[] {window(run), run.config().topics().account()}) {
      run.probe()
          .alter(
              topic,
              Map.of(
                  TopicConfig.SEGMENT_MS_CONFIG,
                  "500",
                  TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                  "0.0"));
    }
    run.startInputs();
    compacted(run);
    Instance only = run.readyInstance();
    int rounds = run.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      run.probe().awaitProgress(run.probe().committedLogs(), FaultRun.RECOVERY);
      run.work(1_000, 4_000);
      only.stop(STOPS);
      compacted(run);
      long began = System.nanoTime();
      only.start().awaitReady();
      run.awaitRecovery(run.probe().committedLogs(), began);
    }
  }

  /** Waits until the broker has removed changes of windows that follow now. */
  private static void compacted(FaultRun run) throws Exception {
    String topic = window(run);
    long before = removed(run, topic);
    long unread = run.probe().everWritten(topic);
    run.work(2_000, 4_000);
    long changes = run.probe().everWritten(topic) - unread;
    try {
      Await.until(CLEANS, () -> removed(run, topic) - before > changes / 2);
    } catch (Await.BoundReachedException e) {
      run.say("the broker does not compact within " + CLEANS.toSeconds() + " s");
    }
    long gone = removed(run, topic) - before;
    run.fault(
        gone > changes / 2,
        "%,d changes of windows compacted before they were read".formatted(gone));
  }

  private static long removed(FaultRun run, String topic) throws Exception {
    return run.probe().everWritten(topic) - run.outputs().retained(topic);
  }

  private static String window(FaultRun run) {
    return run.config().topics().window();
  }
}
