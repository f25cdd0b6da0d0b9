package dev.tocsin.ops.health;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** Decides whether an instance does its full work now. */
final class Readiness {

  /**
   * What readiness depends on.
   *
   * @param closing whether the instance is shutting down
   * @param state state of Kafka Streams
   * @param restoring changelog partitions being restored
   * @param restoreRemaining changelog records still to be restored
   * @param brokersProblem why the brokers are away; null when they answered last
   * @param registryProblem why the schema registry is away; null when it answered last
   * @param topicsProblems what stands in the way of using the topics
   * @param parked records set aside until the registry answers
   * @param live the answer on liveness
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
          Reason.blocking("process", "is shutting down", "nothing; or start another instance"));
    } else if (facts.state() != State.RUNNING) {
      reasons.add(
          Reason.blocking(
              "streams",
              "is " + facts.state() + ", not RUNNING",
              "wait for partitions to be assigned; if it lasts, see the log and the group's members"));
    }
    if (facts.restoring() > 0) {
      reasons.add(
          Reason.blocking(
              "state",
              "%d changelog partitions are being restored, %d records to go"
                  .formatted(facts.restoring(), facts.restoreRemaining()),
              "wait; keep state.dir across restarts and run standbys to avoid it"));
    }
    String brokersProblem = facts.brokersProblem();
    if (brokersProblem != null) {
      reasons.add(
          Reason.blocking(
              "brokers",
              brokersProblem,
              "check bootstrap.servers, the network and that the group may be described"));
    }
    reasons.addAll(facts.topicsProblems());
    registry(facts, reasons);
    // What liveness only notes, such as a thread that died before anything was done since, is work
    // that is not done.
    for (Reason reason : facts.live().reasons()) {
      reasons.add(Reason.blocking(reason.resource(), reason.problem(), reason.remedy()));
    }
    return HealthVerdict.of(reasons);
  }

  private static void registry(Facts facts, List<Reason> reasons) {
    String problem = facts.registryProblem();
    if (problem != null) {
      // Schemas once read are cached, so the registry is only needed when records wait for it.
      reasons.add(
          new Reason(
              "schema registry",
              facts.parked() > 0
                  ? "%s; %d records wait for it".formatted(problem, facts.parked())
                  : problem + "; no record waits for it",
              "check schema.registry.url and that the registry is up; waiting records go on by"
                  + " themselves",
              facts.parked() > 0));
    } else if (facts.parked() > 0) {
      reasons.add(
          Reason.note(
              "schema registry",
              "is back; %d records that waited for it are being worked off"
                  .formatted(facts.parked()),
              "nothing"));
    }
  }
}
