package dev.tocsin.ops.topics;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The expected settings of a topic.
 *
 * @param name full name
 * @param use how Tocsin uses it
 * @param partitions partitions with which it is created
 * @param pinned whether it must have exactly this number of partitions
 * @param replication replication factor, -1 for the broker's default
 * @param configs topic settings with which it is created
 */
public record PlannedTopic(
    String name,
    Use use,
    int partitions,
    boolean pinned,
    int replication,
    SortedMap<String, String> configs) {

  /** How Tocsin uses a topic. */
  public enum Use {
    INPUT,
    /** The accepted revision of a window is restated when a record behind it was refused. */
    CONTROL,
    OUTPUT;

    /** The permissions that Tocsin needs. */
    public List<AclOperation> operations() {
      return switch (this) {
        case INPUT -> List.of(AclOperation.READ);
        case CONTROL -> List.of(AclOperation.READ, AclOperation.WRITE);
        case OUTPUT -> List.of(AclOperation.WRITE);
      };
    }
  }

  public PlannedTopic {
    configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
  }

  NewTopic newTopic() {
    return new NewTopic(name, partitions, (short) replication).configs(configs);
  }
}
