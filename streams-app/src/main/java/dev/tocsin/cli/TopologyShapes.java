package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** A topology in other notations. */
final class TopologyShapes {

  private TopologyShapes() {}

  static List<Map<String, Object>> json(TopologyDescription topology) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Subtopology part : topology.subtopologies()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("id", part.id());
      json.put("nodes", part.nodes().stream().map(TopologyShapes::json).toList());
      parts.add(json);
    }
    return parts;
  }

  private static Map<String, Object> json(Node node) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", node.name());
    switch (node) {
      case Source source -> {
        json.put("type", "source");
        json.put("topics", topics(source));
      }
      case Processor processor -> {
        json.put("type", "processor");
        json.put("stores", new TreeSet<>(processor.stores()));
      }
      case Sink sink -> {
        json.put("type", "sink");
        json.put("topic", topic(sink));
      }
      default -> json.put("type", "other");
    }
    json.put("successors", node.successors().stream().map(Node::name).sorted().toList());
    return json;
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
    return sink.topic() == null ? "chosen for each record" : sink.topic();
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
