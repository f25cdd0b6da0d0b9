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

/** Tells the story to a detector that runs already, on topics that nobody has used. */
public final class AttachedRun {

  /** An instance that starts now has joined its group by then. */
  private static final Duration MEMBERS_LIMIT = Duration.ofSeconds(90);

  private final DemoOptions options;
  private final TocsinConfig config;
  private final Narrator narrator;

  /**
   * @param options partitions are those of the configuration, whatever stands here
   * @param config the detector's own
   */
  public AttachedRun(DemoOptions options, TocsinConfig config, Narrator narrator) {
    this.options = options.withPartitions(config.partitions());
    this.config = config;
    this.narrator = narrator;
  }

  /**
   * Tells the story and leaves everything as it is then.
   *
   * @throws UnsuitableClusterException when the cluster is not as the story needs it
   * @throws DemoException when the story cannot go on
   * @throws ExecutionException when the brokers do not answer
   */
  public StoryOutcome run(Consumer<StoryOutcome> told) throws ExecutionException, InterruptedException {
    narrator.chapter("Tocsin runs already, on " + String.join(",", config.bootstrapServers()));
    requireSettings();
    try (Admin admin = Admin.create(config.adminProps())) {
      requireUnused(admin);
      awaitDetector(admin);
    }
    narrator.say("Group %s reads, and its topics are empty.", config.applicationId());
    Traffic traffic = new Traffic(options.seed(), options.records(), options.accounts());
    try (DemoStory story = new DemoStory(options, config, traffic, narrator)) {
      StoryOutcome outcome = story.tell();
      told.accept(outcome);
      return outcome;
    }
  }

  private void requireSettings() {
    if (!config.providers().containsAll(Traffic.PROVIDERS)) {
      throw new UnsuitableClusterException(
          "the story has the providers "
              + String.join(" and ", Traffic.PROVIDERS)
              + "; set "
              + ClusterKeys.PROVIDERS
              + " so that they are among them, for the detector too");
    }
    Duration needed = Duration.between(Traffic.BEGIN, Instant.now());
    if (config.duration(DetectionKeys.HISTORY_HORIZON).compareTo(needed) < 0) {
      throw new UnsuitableClusterException(
          "the story begins in "
              + Traffic.FIRST_DAY.getYear()
              + "; set "
              + DetectionKeys.HISTORY_HORIZON
              + " to "
              + (needed.toDays() + 1)
              + "d or more, for the detector too");
    }
  }

  /** What lies in the topics already would count, and nobody knows what it is. */
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
          "the story needs topics that nobody has used, and something was written to "
              + String.join(", ", used)
              + "; run the detector and the story with an "
              + ClusterKeys.APPLICATION_ID
              + " and a "
              + ClusterKeys.TOPIC_PREFIX
              + " of their own, or begin with an empty cluster");
    }
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeTopics(topics).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnsuitableClusterException("topics are missing; make them with 'tocsin topics create'", e);
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
      Settling.pause();
    }
  }

  /** Whether it has members that know their share, under whatever protocol. */
  private boolean groupIsStable(Admin admin) throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .filter(group -> group.groupId().equals(config.applicationId()))
        .anyMatch(group -> group.groupState().filter(GroupState.STABLE::equals).isPresent());
  }
}
