package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The broker compacts windows and accounts while nobody has read them: before the first start, and
 * while the only instance is down. Of each window and account only the last word is left, and what
 * stands is the same.
 */
final class CompactionScenario implements Scenario {

  private static final Duration STOPS = Duration.ofSeconds(45);

  /** The broker looks for something to clean every 15 s. */
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
    return "windows and accounts compacted before anybody read them";
  }

  @Override
  public Mix mix() {
    return new Mix(300, 0.1, 20, 20);
  }

  @Override
  public void run(Trial trial) throws Exception {
    for (String topic : new String[] {window(trial), trial.config().topics().account()}) {
      trial
          .probe()
          .alter(
              topic,
              Map.of(
                  TopicConfig.SEGMENT_MS_CONFIG,
                  "500",
                  TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                  "0.0"));
    }
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    compacted(trial);
    Instance only = trial.readyInstance();
    int rounds = trial.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      trial.probe().awaitProgress(trial.probe().committedLogs(), Trial.RECOVERY);
      trial.work(1_000, 4_000);
      only.stop(STOPS);
      compacted(trial);
      long began = System.nanoTime();
      only.start().awaitReady();
      trial.probe().awaitProgress(trial.probe().committedLogs(), Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Waits until the broker has removed changes of windows that were made since now. */
  private static void compacted(Trial trial) throws Exception {
    String topic = window(trial);
    long before = removed(trial, topic);
    long unread = trial.probe().everWritten(topic);
    trial.work(2_000, 4_000);
    long changes = trial.probe().everWritten(topic) - unread;
    try {
      Await.until(CLEANS, () -> removed(trial, topic) - before > changes / 2);
    } catch (Await.BoundReachedException e) {
      trial.say("the broker does not compact within " + CLEANS.toSeconds() + " s");
    }
    long gone = removed(trial, topic) - before;
    trial.fault(gone > changes / 2, "%,d changes of windows compacted unread".formatted(gone));
  }

  private static long removed(Trial trial, String topic) throws Exception {
    return trial.probe().everWritten(topic) - trial.outputs().lying(topic);
  }

  private static String window(Trial trial) {
    return trial.config().topics().window();
  }
}
