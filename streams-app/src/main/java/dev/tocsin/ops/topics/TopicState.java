package dev.tocsin.ops.topics;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says about a topic. A topic that is not there has no partitions.
 *
 * @param id what brokers tell it from another one of its name by; zero when it is missing
 * @param partitions number of partitions, 0 when the topic is missing
 * @param replication copies of the partition that has the fewest
 * @param configs effective settings; empty when they may not be read
 * @param allowed what this client may do with it; empty when the broker does not say
 * @param denied what this client was refused while asking; null when nothing was
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
