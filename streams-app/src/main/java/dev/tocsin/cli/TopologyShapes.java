package dev.tocsin.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.jspecify.annotations.Nullable;

/** A topology in other notations. */
final class TopologyShapes {

  private TopologyShapes() {}

  /** A subtopology as JSON. */
  record Part(int id, List<PartNode> nodes) {}

  /** A node as JSON, with what its type has. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PartNode(
      String name,
      String type,
      @Nullable List<String> topics,
      @Nullable Set<String> stores,
      @Nullable String topic,
      List<String> successors) {}

  static List<Part> json(TopologyDescription topology) {
    return topology.subtopologies().stream()
        .map(part -> new Part(part.id(), part.nodes().stream().map(TopologyShapes::json).toList()))
        .toList();
  }

  private static PartNode json(Node node) {
    List<String> successors = node.successors().stream().map(Node::name).sorted().toList();
    return switch (node) {
      case Source source ->
          new PartNode(node.name(), "source", topics(source), null, null, successors);
      case Processor processor ->
          new PartNode(
              node.name(), "processor", null, new TreeSet<>(processor.stores()), null, successors);
      case Sink sink -> new PartNode(node.name(), "sink", null, null, topic(sink), successors);
      default -> new PartNode(node.name(), "other", null, null, null, successors);
    };
  }

  static String mermaid(TopologyDescription topology) {
    StringBuilder chart = new StringBuilder("flowchart LR\n");
    for (Subtopology part : topology.subtopologies()) {
      chart.append("  subgraph part%d [%d]\n".formatted(part.id(), part.id()));
      part.nodes()
          .forEach(node -> chart.append("    %s[\"%s\"]\n".formatted(id(node), node.name())));
      chart.append("  end\n");
      part.nodes().forEach(node -> edges(chart, node));
    }
    return chart.toString().stripTrailing();
  }

  private static void edges(StringBuilder chart, Node node) {
    for (Node next : node.successors()) {
      chart.append("  %s --> %s\n".formatted(id(node), id(next)));
    }
    switch (node) {
      case Source source ->
          topics(source)
              .forEach(
                  topic -> chart.append("  %s --> %s\n".formatted(topicNode(topic), id(node))));
      case Sink sink -> chart.append("  %s --> %s\n".formatted(id(node), topicNode(topic(sink))));
      case Processor processor ->
          new TreeSet<>(processor.stores())
              .forEach(
                  store ->
                      chart.append(
                          "  %s <--> store_%s[(\"%s\")]\n"
                              .formatted(id(node), safe(store), store)));
      default -> {}
    }
  }

  private static List<String> topics(Source source) {
    return source.topicSet() == null
        ? List.of(String.valueOf(source.topicPattern()))
        : source.topicSet().stream().sorted().toList();
  }

  private static String topic(Sink sink) {
    return sink.topic() == null ? "chosen per record" : sink.topic();
  }

  private static String topicNode(String topic) {
    return "topic_" + safe(topic) + "([\"" + topic + "\"])";
  }

  private static String id(Node node) {
    return "node_" + safe(node.name());
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }
}
