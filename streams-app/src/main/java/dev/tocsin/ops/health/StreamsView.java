package dev.tocsin.ops.health;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;

/** The state of Kafka Streams for health. Safe for use by several threads. */
public interface StreamsView {

  State state();

  /** Stream threads that are alive. */
  int threadsAlive();

  /** Stream threads that are configured. */
  int threadsWanted();

  /** Stream threads that failed since the start. */
  long threadFailures();

  /** Input partitions of the active tasks of this instance. */
  Set<TopicPartition> owned();

  /** Changelog partitions being restored. */
  int restoring();

  /** Changelog records still to be restored. */
  long restoreRemaining();

  /** Changelog records restored since the start, by active and by standby tasks. */
  long restored();

  /** Records parked until the schema registry answers. */
  long parked();
}
