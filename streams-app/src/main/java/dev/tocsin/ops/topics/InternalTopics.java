package dev.tocsin.ops.topics;

import dev.tocsin.naming.NodeNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * The numbers of partitions with which Kafka Streams creates internal topics: a repartition topic
 * has the configured number, a changelog as many as its subtopology has tasks, which is the maximum
 * of the partitions of the subtopology's source topics.
 */
final class InternalTopics {

  private static final String REPARTITION = "-repartition";
  private static final String CHANGELOG = "-changelog";

  private InternalTopics() {}

  /**
   * Expected partitions by full topic name.
   *
   * @param topology the topology to run
   * @param partitions partitions of repartition topics
   * @param sourcePartitions partitions of a source topic, 0 when it is missing
   */
  static Map<String, Integer> expected(
      String applicationId,
      TopologyDescription topology,
      int partitions,
      ToIntFunction<String> sourcePartitions) {
    Map<String, Integer> expected = new HashMap<>();
    for (Subtopology part : topology.subtopologies()) {
      int tasks = 0;
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof Source source && source.topicSet() != null) {
          for (String topic : source.topicSet()) {
            tasks = Math.max(tasks, tasksOf(topic, partitions, sourcePartitions));
            if (topic.endsWith(REPARTITION)) {
              expected.put(withPrefix(applicationId, topic), repartitioned(topic, partitions));
            }
          }
        }
      }
      changelogs(applicationId, part, tasks, expected);
    }
    return expected;
  }

  private static int tasksOf(String topic, int partitions, ToIntFunction<String> sourcePartitions) {
    return topic.endsWith(REPARTITION)
        ? repartitioned(topic, partitions)
        : sourcePartitions.applyAsInt(topic);
  }

  /** The number that the topology sets; its description does not contain it. */
  private static int repartitioned(String topic, int partitions) {
    return topic.endsWith(NodeNames.TO_INCIDENT_PARTS + REPARTITION) ? 1 : partitions;
  }

  private static void changelogs(
      String applicationId, Subtopology part, int tasks, Map<String, Integer> expected) {
    for (TopologyDescription.Node node : part.nodes()) {
      Set<String> stores = node instanceof Processor processor ? processor.stores() : Set.of();
      for (String store : stores) {
        if (tasks > 0) {
          expected.put(changelog(applicationId, store), tasks);
        }
      }
    }
  }

  static boolean isChangelog(String topic) {
    return topic.endsWith(CHANGELOG);
  }

  /** The changelog of a store. */
  static String changelog(String applicationId, String store) {
    return withPrefix(applicationId, store + CHANGELOG);
  }

  /** The names in a description without an application id have no prefix. */
  private static String withPrefix(String applicationId, String name) {
    return name.startsWith(applicationId + "-") ? name : applicationId + "-" + name;
  }
}
