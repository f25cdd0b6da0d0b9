package dev.tocsin.ops.health;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** Decides whether an instance is ready. */
final class Readiness {

  /**
   * The facts on which readiness depends.
   *
   * @param closing whether the instance is shutting down
   * @param state state of Kafka Streams
   * @param restoring changelog partitions being restored
   * @param restoreRemaining changelog records still to be restored
   * @param brokersProblem why the brokers are unavailable; null when they answered last
   * @param registryProblem why the schema registry is unavailable; null when it answered last
   * @param topicsProblems problems with the topics
   * @param parked records parked until the registry answers
   * @param live liveness
   */
  record Facts(
      boolean closing,
      State state,
      int restoring,
      long restoreRemaining,
      @Nullable String brokersProblem,
      @Nullable String registryProblem,
      List<Reason> topicsProblems,
      long parked,
      HealthVerdict live) {}

  private Readiness() {}

  static HealthVerdict of(Facts facts) {
    List<Reason> reasons = new ArrayList<>();
    if (facts.closing()) {
      reasons.add(
          Reason.blocking(
              "process", "is shutting down", "none; start another instance to take over"));
    } else if (facts.state() != State.RUNNING) {
      reasons.add(
          Reason.blocking(
              "streams",
              "Kafka Streams is " + facts.state() + ", expected RUNNING",
              "wait for the partition assignment; if it takes minutes, see the log and the members of"
                  + " the consumer group"));
    }
    if (facts.restoring() > 0) {
      reasons.add(
          Reason.blocking(
              "state",
              "restoring %d changelog partitions, %d records remaining"
                  .formatted(facts.restoring(), facts.restoreRemaining()),
              "wait; to avoid restores keep state.dir across restarts and set standby.replicas"));
    }
    String brokersProblem = facts.brokersProblem();
    if (brokersProblem != null) {
      reasons.add(
          Reason.blocking(
              "brokers",
              brokersProblem,
              "check bootstrap.servers, the network and the ACL to describe the consumer group"));
    }
    reasons.addAll(facts.topicsProblems());
    registry(facts, reasons);
    // A note of liveness, such as a failed thread without progress since, blocks readiness.
    for (Reason reason : facts.live().reasons()) {
      reasons.add(Reason.blocking(reason.resource(), reason.problem(), reason.remedy()));
    }
    return HealthVerdict.of(reasons);
  }

  private static void registry(Facts facts, List<Reason> reasons) {
    String problem = facts.registryProblem();
    if (problem != null) {
      // Schemas are cached, so the registry is only required while records wait for it.
      reasons.add(
          new Reason(
              "schema registry",
              facts.parked() > 0
                  ? "%s; %d records wait for it".formatted(problem, facts.parked())
                  : problem + "; no records wait for it",
              "check schema.registry.url and the registry; the records are processed when it"
                  + " answers",
              facts.parked() > 0));
    } else if (facts.parked() > 0) {
      reasons.add(
          Reason.note(
              "schema registry",
              "answers again; %d parked records are being processed".formatted(facts.parked()),
              "none"));
    }
  }
}
