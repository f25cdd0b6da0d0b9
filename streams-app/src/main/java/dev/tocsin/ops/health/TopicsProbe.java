package dev.tocsin.ops.health;

import java.util.List;

/**
 * Checks the topics of a running instance. The preflight checks cannot check access to internal
 * topics before Kafka Streams creates them, and any topic may be deleted later.
 */
@FunctionalInterface
public interface TopicsProbe {

  /**
   * The result of a check.
   *
   * @param problems problems with the topics
   * @param lost whether a topic was deleted while in use, after which results may be wrong
   */
  record Result(List<Reason> problems, boolean lost) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Checks the topics.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  Result probe();
}
