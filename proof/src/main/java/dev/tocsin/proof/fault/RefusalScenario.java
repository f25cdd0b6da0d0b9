package dev.tocsin.proof.fault;

import dev.tocsin.testkit.GroupProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics that would make the results wrong: a missing one, one with a wrong cleanup policy, one
 * with another number of partitions. The process refuses to start, never reports that it is ready,
 * and names the topic and the fix.
 */
final class RefusalScenario implements Scenario {

  private static final int INVALID_CONFIGURATION = 78;
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
  public void run(FaultRun run) throws Exception {
    var names = run.config().topics();
    var admin = run.probe().admin();
    Instance instance = run.installation().instance();

    policy(run, names.account(), TopicConfig.CLEANUP_POLICY_DELETE);
    refuses(run, instance, names.account());
    policy(run, names.account(), TopicConfig.CLEANUP_POLICY_COMPACT);

    GroupProgress.answer(admin.deleteTopics(List.of(names.incident())).all());
    refuses(run, instance, names.incident());
    Installation.createTopics(run.config());

    instance.start().awaitReady();
    instance.stop(Duration.ofSeconds(45));

    GroupProgress.answer(
        admin.createPartitions(Map.of(names.window(), NewPartitions.increaseTo(2))).all());
    refuses(run, instance, names.window());
  }

  private static void refuses(FaultRun run, Instance instance, String topic) throws Exception {
    instance.start();
    boolean ended = instance.child().ended(REFUSES);
    String printed = instance.child().printed();
    boolean right =
        ended
            && instance.child().exitCode() == INVALID_CONFIGURATION
            && printed.contains(topic)
            && !printed.contains("Ready.");
    run.fault(
        right,
        "refused an invalid topic, exit code " + (ended ? instance.child().exitCode() : "none"));
    run.require(
        right,
        "with an invalid topic %s it did not exit with %d and name the topic; see %s"
            .formatted(topic, INVALID_CONFIGURATION, instance.child().log()));
    run.require(
        printed.contains("remedy")
            || printed.contains("topics create")
            || printed.contains("kafka-"),
        "it does not say how to fix " + topic + "; see " + instance.child().log());
    instance.kill();
  }

  private static void policy(FaultRun run, String topic, String policy) throws Exception {
    run.probe().alter(topic, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
  }
}
