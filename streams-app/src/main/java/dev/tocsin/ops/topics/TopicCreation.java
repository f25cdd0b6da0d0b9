package dev.tocsin.ops.topics;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics; does not change existing topics. */
public final class TopicCreation {

  /** The outcome for a planned topic. */
  public enum Action {
    CREATED,
    WOULD_CREATE,
    EXISTS
  }

  /** A planned topic and the outcome. */
  public record Result(PlannedTopic topic, Action action) {}

  private final TocsinConfig config;
  private final Admin admin;

  public TopicCreation(TocsinConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /**
   * Creates missing topics. It is safe to run it repeatedly or concurrently.
   *
   * @param dryRun whether the broker only validates the request
   * @throws org.apache.kafka.common.KafkaException when the cluster rejects the request or does not
   *     answer
   */
  public List<Result> run(boolean dryRun) {
    List<PlannedTopic> plan = TopicPlan.of(config);
    Map<String, TopicState> states =
        new TopicDescriptions(admin).read(plan.stream().map(PlannedTopic::name).toList());
    Map<String, PlannedTopic> missing = new LinkedHashMap<>();
    for (PlannedTopic topic : plan) {
      if (!states.getOrDefault(topic.name(), TopicState.MISSING).exists()) {
        missing.put(topic.name(), topic);
      }
    }
    Map<String, KafkaFuture<Void>> created =
        admin
            .createTopics(
                missing.values().stream().map(PlannedTopic::newTopic).toList(),
                new CreateTopicsOptions().validateOnly(dryRun))
            .values();
    List<Result> results = new ArrayList<>();
    for (PlannedTopic topic : plan) {
      KafkaFuture<Void> future = created.get(topic.name());
      results.add(new Result(topic, future == null ? Action.EXISTS : await(future, dryRun)));
    }
    if (!dryRun) {
      AdminResults.awaitVisible(
          () ->
              new TopicDescriptions(admin)
                  .read(missing.keySet()).values().stream().allMatch(TopicState::exists));
    }
    return results;
  }

  private static Action await(KafkaFuture<Void> future, boolean dryRun) {
    try {
      AdminResults.get(future);
      return dryRun ? Action.WOULD_CREATE : Action.CREATED;
    } catch (TopicExistsException e) {
      return Action.EXISTS;
    }
  }
}
