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
 * How many partitions Kafka Streams gives the topics that it makes for itself: a repartition topic
 * as many as we told it, a store's changelog as many as there are tasks of its part of the
 * topology, which is the most partitions of any topic that this part reads.
 */
final class InternalTopics {

  private static final String REPARTITION = "-repartition";
  private static final String CHANGELOG = "-changelog";

  private InternalTopics() {}

  /**
   * Expected partitions by full topic name.
   *
   * @param topology what is going to run
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

  /** What the topology asks for; its description does not say. */
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

  /** A description made without an application has names without its prefix. */
  private static String withPrefix(String applicationId, String name) {
    return name.startsWith(applicationId + "-") ? name : applicationId + "-" + name;
  }
}
