package dev.tocsin.ops.health;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;

/** What health has to see of the running instance. Safe for use by several threads. */
public interface StreamsView {

  State state();

  /** Stream threads that are alive. */
  int threadsAlive();

  /** Stream threads that are configured. */
  int threadsWanted();

  /** Stream threads that died since the start. */
  long threadFailures();

  /** Input partitions of the active tasks here. */
  Set<TopicPartition> owned();

  /** Changelog partitions being restored. */
  int restoring();

  /** Changelog records still to be restored. */
  long restoreRemaining();

  /** Changelog records restored since the start, by active and by standby tasks. */
  long restored();

  /** Records set aside until the schema registry answers. */
  long parked();
}
