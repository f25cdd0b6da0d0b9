package dev.tocsin.ops.health;

import java.util.List;

/**
 * Looks at the topics of a running instance. Those that Kafka Streams makes are not there yet when
 * the start is checked, so nobody could tell then whether it may use them.
 */
@FunctionalInterface
public interface TopicsProbe {

  /**
   * What stands in the way of using them; empty when nothing does.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  List<Reason> problems();
}
