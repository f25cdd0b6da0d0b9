package dev.tocsin.ops.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.tocsin.config.Durations;
import dev.tocsin.ops.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** Compares a topic with the plan and returns the differences with their fixes. */
final class TopicComparison {

  private final PlannedTopic plan;
  private final TopicState state;
  private final Remedies remedies;
  private final boolean rights;
  private final List<Finding> findings = new ArrayList<>();

  private TopicComparison(PlannedTopic plan, TopicState state, Remedies remedies, boolean rights) {
    this.plan = plan;
    this.state = state;
    this.remedies = remedies;
    this.rights = rights;
  }

  /**
   * @param rights whether this client is the detector and needs its permissions
   */
  static List<Finding> of(PlannedTopic plan, TopicState state, Remedies remedies, boolean rights) {
    TopicComparison comparison = new TopicComparison(plan, state, remedies, rights);
    comparison.compare();
    return comparison.findings;
  }

  private void compare() {
    AclOperation denied = state.denied();
    if (denied != null) {
      // READ and WRITE imply DESCRIBE, so the permission to use the topic is missing.
      AclOperation missing =
          denied == AclOperation.DESCRIBE ? plan.use().operations().getFirst() : denied;
      add("no permission to " + denied, "permission", remedies.allow(plan.name(), missing));
    }
    if (!state.exists()) {
      if (denied == null) {
        add("missing", "it to exist", remedies.createTopics());
      }
      return;
    }
    if (rights) {
      permission();
    }
    partitions();
    replication();
    if (!state.configs().isEmpty()) {
      settings();
    }
  }

  private void permission() {
    for (AclOperation operation : plan.use().operations()) {
      if (!state.allowed().isEmpty() && !state.allowed().contains(operation)) {
        add("no permission to " + operation, "permission", remedies.allow(plan.name(), operation));
      }
    }
  }

  private void partitions() {
    if (plan.pinned() && state.partitions() != plan.partitions()) {
      add(
          count(state.partitions(), "partition"),
          count(plan.partitions(), "partition"),
          remedies.partitions(plan, state.partitions()));
    }
  }

  private void replication() {
    if (plan.replication() > 0 && state.replication() < plan.replication()) {
      add(
          count(state.replication(), "replica"),
          count(plan.replication(), "replica"),
          "raise it with kafka-reassign-partitions.sh, or lower topics.replication.factor");
    }
  }

  private void settings() {
    if (plan.configs().containsKey(CLEANUP_POLICY_CONFIG)
        && !policies(planned(CLEANUP_POLICY_CONFIG))
            .equals(policies(actual(CLEANUP_POLICY_CONFIG)))) {
      differs(CLEANUP_POLICY_CONFIG, actual(CLEANUP_POLICY_CONFIG), planned(CLEANUP_POLICY_CONFIG));
    }
    same(MESSAGE_TIMESTAMP_TYPE_CONFIG);
    same(RETENTION_BYTES_CONFIG);
    atLeast(MAX_MESSAGE_BYTES_CONFIG, false);
    atLeast(RETENTION_MS_CONFIG, true);
    atLeast(DELETE_RETENTION_MS_CONFIG, true);
  }

  private void same(String config) {
    if (plan.configs().containsKey(config) && !planned(config).equals(actual(config))) {
      differs(config, actual(config), planned(config));
    }
  }

  private void atLeast(String config, boolean time) {
    if (!plan.configs().containsKey(config)) {
      return;
    }
    long planned = Long.parseLong(planned(config));
    long actual = Long.parseLong(actual(config));
    if (actual >= 0 && actual < planned) {
      differs(config, shown(actual, time), shown(planned, time) + " or more");
    }
  }

  private void differs(String config, String found, String expected) {
    add(
        config + " is " + found,
        expected,
        remedies.alterConfig(plan.name(), config, planned(config)));
  }

  private void add(String found, String expected, String remedy) {
    findings.add(Finding.wrong("topic " + plan.name(), found, expected, remedy));
  }

  private String planned(String config) {
    return plan.configs().getOrDefault(config, "");
  }

  private String actual(String config) {
    return state.configs().getOrDefault(config, "-1");
  }

  private static Set<String> policies(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }

  private static String shown(long value, boolean time) {
    return time ? value + " (" + Durations.format(Duration.ofMillis(value)) + ")" : value + "";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
