package dev.tocsin.ops.topics;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * The state of a topic on the cluster. A missing topic has no partitions.
 *
 * @param id the topic id; zero when the topic is missing
 * @param partitions number of partitions, 0 when the topic is missing
 * @param replication replicas of the partition that has the fewest
 * @param configs effective settings; empty when they may not be read
 * @param allowed the operations that this client may do; empty when the broker does not report them
 * @param denied the operation that was denied to this client; null when none was
 */
record TopicState(
    Uuid id,
    int partitions,
    int replication,
    Map<String, String> configs,
    Set<AclOperation> allowed,
    @Nullable AclOperation denied) {

  static final TopicState MISSING = new TopicState(Uuid.ZERO_UUID, 0, 0, Map.of(), Set.of(), null);

  boolean exists() {
    return partitions > 0;
  }

  static TopicState denied(AclOperation operation) {
    return new TopicState(Uuid.ZERO_UUID, 0, 0, Map.of(), Set.of(), operation);
  }
}
