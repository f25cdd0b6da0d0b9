package dev.tocsin.demo.story;

import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.EncryptionKeys;
import dev.tocsin.config.ServiceKeys;
import dev.tocsin.config.Sources;
import dev.tocsin.config.StreamsKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackException;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.StartRefusedException;
import dev.tocsin.ops.topics.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs the story on a broker, a registry and a detector of its own, and removes all of it
 * afterwards. The shutdown hook of the local stack does the same when the JVM ends early.
 */
public final class DemoRun {

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  /** March 2024 has to be retained. */
  private static final String HORIZON = "3650d";

  private final DemoOptions options;
  private final Narrator narrator;

  public DemoRun(DemoOptions options, Narrator narrator) {
    this.options = options;
    this.narrator = narrator;
  }

  /**
   * Runs the story, and keeps the detector running afterwards unless the options say otherwise.
   *
   * @param report takes the figures while the detector still runs
   * @throws DemoException when the story cannot continue
   */
  public StoryReport run(Consumer<StoryReport> report) throws InterruptedException {
    narrator.chapter("Start a broker, a schema registry and Tocsin on this machine");
    CompletableFuture<Traffic> traffic =
        CompletableFuture.supplyAsync(
            () -> new Traffic(options.seed(), options.records(), options.accounts()));
    LocalStackSettings settings = LocalStackSettings.builder().dataDir(options.keep()).build();
    try (LocalStack stack = LocalStack.start(settings)) {
      TocsinConfig config = config(stack, options);
      narrator.say(
          "Kafka: %s. Schema registry: %s.", stack.bootstrapServers(), stack.registryUrl());
      createTopics(config);
      Detector detector = Detector.start(config);
      stack.closeFirst(detector);
      awaitReady(detector);
      narrator.say("Tocsin is ready. Metrics: %s", detector.metricsUrl());
      DemoStory story = new DemoStory(options, config, join(traffic), narrator);
      stack.closeFirst(story);
      StoryReport told = story.run();
      report.accept(told);
      if (!options.once()) {
        stayUp(detector);
      }
      return told;
    } catch (LocalStackException | StartRefusedException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    }
  }

  private void stayUp(Detector detector) throws InterruptedException {
    narrator.chapter("Tocsin keeps running");
    narrator.say(
        "Metrics: %s. Press Ctrl-C to stop everything and delete its data.", detector.metricsUrl());
    Thread.sleep(Duration.ofDays(3_650));
  }

  /** The configuration of the detector on a local stack. */
  public static TocsinConfig config(LocalStack stack, DemoOptions options) {
    Path state = stack.dataDir().resolve("detector");
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ClusterKeys.BOOTSTRAP_SERVERS, stack.bootstrapServers());
    values.put(ClusterKeys.SCHEMA_REGISTRY_URL, stack.registryUrl());
    values.put(ClusterKeys.PROVIDERS, String.join(",", Traffic.PROVIDERS));
    values.put(ClusterKeys.PARTITIONS, Integer.toString(options.partitions()));
    values.put(StreamsKeys.STATE_DIR, state.toString());
    values.put(DetectionKeys.HISTORY_HORIZON, HORIZON);
    values.put(DetectionKeys.NOTIFICATION_DEADLINES, "gdpr-art-33=72h,customers=30d");
    values.put(TopicKeys.REPLICATION_FACTOR, "1");
    // For this run only: its state is not read afterwards, not even with --keep.
    values.put(EncryptionKeys.KEYSET, HistoryKeyset.generate().toJson());
    values.put(ServiceKeys.HTTP_PORT, "0");
    values.put(ServiceKeys.SHUTDOWN_TIMEOUT, "8s");
    return TocsinConfig.load(Sources.of(values));
  }

  private static void createTopics(TocsinConfig config) {
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  private static void awaitReady(Detector detector) throws InterruptedException {
    try {
      detector.awaitReady(READY_LIMIT);
    } catch (TimeoutException e) {
      throw new DemoException(
          e.getMessage() + "; run again with TOCSIN_LOG_LEVEL=INFO for its log", e);
    }
  }

  private static Traffic join(CompletableFuture<Traffic> traffic) {
    try {
      return traffic.join();
    } catch (CompletionException e) {
      throw new DemoException("the message logs cannot be generated: " + e.getCause(), e);
    }
  }
}
