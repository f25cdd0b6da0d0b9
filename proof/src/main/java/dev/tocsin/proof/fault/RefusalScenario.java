package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics that would make results wrong: a missing one, one with a wrong cleanup policy, one with
 * another number of partitions. The process refuses to start, never says that it is ready, and
 * names the topic and the mend.
 */
final class RefusalScenario implements Scenario {

  private static final int MUST_BE_MENDED = 78;
  private static final Duration REFUSES = Duration.ofMinutes(2);

  @Override
  public int number() {
    return 16;
  }

  @Override
  public String name() {
    return "refusal";
  }

  @Override
  public String fault() {
    return "topic missing, wrong cleanup policy, wrong number of partitions";
  }

  @Override
  public boolean compares() {
    return false;
  }

  @Override
  public void run(Trial trial) throws Exception {
    var names = trial.config().topics();
    var admin = trial.probe().admin();
    Instance instance = trial.installation().instance();

    policy(trial, names.account(), TopicConfig.CLEANUP_POLICY_DELETE);
    refuses(trial, instance, names.account());
    policy(trial, names.account(), TopicConfig.CLEANUP_POLICY_COMPACT);

    Probe.get(admin.deleteTopics(List.of(names.incident())).all());
    refuses(trial, instance, names.incident());
    Installation.createTopics(trial.config());

    instance.start().awaitReady();
    instance.stop(Duration.ofSeconds(45));

    Probe.get(admin.createPartitions(Map.of(names.window(), NewPartitions.increaseTo(2))).all());
    refuses(trial, instance, names.window());
  }

  private static void refuses(Trial trial, Instance instance, String topic) throws Exception {
    instance.start();
    boolean ended = instance.child().ended(REFUSES);
    String said = instance.child().printed();
    boolean right =
        ended
            && instance.child().exitCode() == MUST_BE_MENDED
            && said.contains(topic)
            && !said.contains("Ready.");
    trial.fault(
        right,
        "refused because of a topic, exit code " + (ended ? instance.child().exitCode() : "none"));
    trial.require(
        right,
        "with %s spoiled it did not end with %d and the topic's name; see %s"
            .formatted(topic, MUST_BE_MENDED, instance.child().log()));
    trial.require(
        said.contains("remedy") || said.contains("topics create") || said.contains("kafka-"),
        "it does not say how to mend " + topic + "; see " + instance.child().log());
    instance.kill();
  }

  private static void policy(Trial trial, String topic, String policy) throws Exception {
    trial.probe().alter(topic, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
  }
}
