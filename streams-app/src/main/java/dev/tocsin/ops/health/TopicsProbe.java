package dev.tocsin.ops.health;

import java.util.List;

/**
 * Looks at the topics of a running instance. Those that Kafka Streams makes are not there yet when
 * the start is checked, so nobody could tell then whether it may use them; and any may be deleted.
 */
@FunctionalInterface
public interface TopicsProbe {

  /**
   * What was seen.
   *
   * @param problems what stands in the way of using them; empty when nothing does
   * @param lost whether something in them is gone for good, so that going on would be wrong
   */
  record Sight(List<Reason> problems, boolean lost) {
    public Sight {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Looks once.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  Sight look();
}
