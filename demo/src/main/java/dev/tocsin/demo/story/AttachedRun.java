package dev.tocsin.demo.story;

import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.naming.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Runs the story on a running detector with empty topics. */
public final class AttachedRun {

  /** The bound for an instance to join its group. */
  private static final Duration MEMBERS_LIMIT = Duration.ofSeconds(90);

  private final DemoOptions options;
  private final TocsinConfig config;
  private final Narrator narrator;

  /**
   * @param options their number of partitions is replaced by the configured one
   * @param config the detector's own
   */
  public AttachedRun(DemoOptions options, TocsinConfig config, Narrator narrator) {
    this.options = options.withPartitions(config.partitions());
    this.config = config;
    this.narrator = narrator;
  }

  /**
   * Runs the story and leaves its topics as they are.
   *
   * @throws UnsuitableClusterException when the story cannot run on the cluster
   * @throws DemoException when the story cannot continue
   * @throws ExecutionException when the brokers do not answer
   */
  public StoryReport run(Consumer<StoryReport> report)
      throws ExecutionException, InterruptedException {
    narrator.chapter("Use the running Tocsin on " + String.join(",", config.bootstrapServers()));
    requireSettings();
    try (Admin admin = Admin.create(config.adminProps())) {
      requireUnused(admin);
      awaitDetector(admin);
    }
    narrator.say(
        "Consumer group %s has members, and its topics are empty.", config.applicationId());
    Traffic traffic = new Traffic(options.seed(), options.records(), options.accounts());
    try (DemoStory story = new DemoStory(options, config, traffic, narrator)) {
      StoryReport told = story.run();
      report.accept(told);
      return told;
    }
  }

  private void requireSettings() {
    if (!config.providers().containsAll(Traffic.PROVIDERS)) {
      throw new UnsuitableClusterException(
          "the providers of the demo are not configured: add "
              + String.join(" and ", Traffic.PROVIDERS)
              + " to "
              + ClusterKeys.PROVIDERS
              + ", for the detector too");
    }
    Duration needed = Duration.between(Traffic.BEGIN, Instant.now());
    if (config.duration(DetectionKeys.HISTORY_HORIZON).compareTo(needed) < 0) {
      throw new UnsuitableClusterException(
          "the retained history is too short for records of "
              + Traffic.FIRST_DAY.getYear()
              + ": set "
              + DetectionKeys.HISTORY_HORIZON
              + " to "
              + (needed.toDays() + 1)
              + "d or more, for the detector too");
    }
  }

  /** Earlier records would change the figures. */
  private void requireUnused(Admin admin) throws ExecutionException, InterruptedException {
    TopicNames names = config.topics();
    List<String> topics = new ArrayList<>(names.messageLogs(config.providers()));
    topics.addAll(
        List.of(
            names.account(),
            names.window(),
            names.exposedRecord(),
            names.notification(),
            names.incident(),
            names.deadLetter()));
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    describe(admin, topics)
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        info ->
                            latest.put(
                                new TopicPartition(topic, info.partition()), OffsetSpec.latest())));
    Set<String> used = new TreeSet<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach(
            (partition, end) -> {
              if (end.offset() > 0) {
                used.add(partition.topic());
              }
            });
    if (!used.isEmpty()) {
      throw new UnsuitableClusterException(
          "the demo needs empty topics, and these have records: "
              + String.join(", ", used)
              + "; run the detector and the demo with another "
              + ClusterKeys.APPLICATION_ID
              + " and "
              + ClusterKeys.TOPIC_PREFIX
              + ", or use an empty cluster");
    }
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeTopics(topics).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnsuitableClusterException(
            "topics are missing; create them with 'tocsin topics create'", e);
      }
      throw e;
    }
  }

  private void awaitDetector(Admin admin) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + MEMBERS_LIMIT.toNanos();
    while (!groupIsStable(admin)) {
      if (System.nanoTime() > deadline) {
        throw new UnsuitableClusterException(
            "no detector has joined the group "
                + config.applicationId()
                + " within "
                + MEMBERS_LIMIT.toSeconds()
                + " s; start 'tocsin run' with the same configuration");
      }
      DetectorProgress.pause();
    }
  }

  /** Whether the group has members with assigned partitions, in either protocol. */
  private boolean groupIsStable(Admin admin) throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .filter(group -> group.groupId().equals(config.applicationId()))
        .anyMatch(group -> group.groupState().filter(GroupState.STABLE::equals).isPresent());
  }
}
