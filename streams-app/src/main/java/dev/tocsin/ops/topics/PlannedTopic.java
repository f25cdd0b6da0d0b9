package dev.tocsin.ops.topics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic as it should be.
 *
 * @param name full name
 * @param use what Tocsin does with it
 * @param partitions partitions that it is made with
 * @param pinned whether it must have exactly so many; any number will do otherwise
 * @param replication copies, -1 for the broker's default
 * @param configs topic settings that it is made with
 */
public record PlannedTopic(
    String name,
    Use use,
    int partitions,
    boolean pinned,
    int replication,
    SortedMap<String, String> configs) {

  /** What Tocsin does with a topic. */
  public enum Use {
    INPUT(AclOperation.READ),
    OUTPUT(AclOperation.WRITE);

    private final AclOperation operation;

    Use(AclOperation operation) {
      this.operation = operation;
    }

    /** What Tocsin must be allowed to do. */
    public AclOperation operation() {
      return operation;
    }
  }

  public PlannedTopic {
    configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
  }

  NewTopic newTopic() {
    return new NewTopic(name, partitions, (short) replication).configs(configs);
  }
}
