package dev.tocsin.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/**
 * Compares the topology with that of the state that installations have: numbers of sub-topologies
 * are part of task ids, names of stores and nodes are part of the names of topics, and their
 * partitions cannot change.
 */
class GoldenTopologyTest {

  private static final Path GOLDEN = Path.of("src/test/resources/topology.golden");

  private static final String PROMISE =
      "this breaks a promise: an upgrade continues with the state and the internal topics of the"
          + " release before, which it finds by these numbers and names. If the change is meant,"
          + " increase StateFormat.VERSION, describe the upgrade in docs/operations.md, and replace"
          + " the file with -Dtocsin.golden=write";

  @Test
  void shouldKeepTopologyOfExistingState() throws IOException {
    // Given
    TocsinConfig config =
        TocsinConfig.load(
            Sources.of(Map.of("schema.registry.url", "mock://golden", "providers", "duo,twilio")));

    // When
    List<String> lines = described(config);
    if ("write".equals(System.getProperty("tocsin.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, lines);
    }

    // Then
    assertThat(lines).as(PROMISE).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  private static List<String> described(TocsinConfig config) {
    TopologyDescription topology =
        TocsinTopology.build(
                Wiring.topology(config),
                Wiring.serdes(config),
                phone -> null,
                RowSeals.checksums(),
                Identity.unkeyed(),
                NoTelemetry.INSTANCE,
                ControlEnd.ofEmptyTopic())
            .describe();
    List<String> lines = new ArrayList<>();
    topology.subtopologies().stream()
        .sorted(Comparator.comparingInt(Subtopology::id))
        .forEach(part -> describe(part, lines));
    lines.add("internal topics, with two partitions of accounts and three of everything else");
    Map<String, Integer> sources = Map.of("telephony.account", 2, "exposure.window", 1);
    new TreeMap<>(
            InternalTopics.expected("tocsin", topology, 3, name -> sources.getOrDefault(name, 3)))
        .forEach((topic, partitions) -> lines.add("  " + topic + " " + partitions));
    return lines;
  }

  private static void describe(Subtopology part, List<String> lines) {
    lines.add("sub-topology " + part.id());
    part.nodes().stream()
        .sorted(Comparator.comparing(Node::name))
        .map(GoldenTopologyTest::describe)
        .forEach(lines::add);
  }

  private static String describe(Node node) {
    TreeSet<String> next = new TreeSet<>();
    node.successors().forEach(successor -> next.add(successor.name()));
    String what =
        switch (node) {
          case Source source ->
              "source " + source.name() + " of " + new TreeSet<>(source.topicSet());
          case Sink sink -> "sink " + sink.name() + " to " + sink.topic();
          case Processor processor ->
              "processor " + processor.name() + " with " + new TreeSet<>(processor.stores());
          default -> throw new IllegalStateException("unknown kind of node: " + node);
        };
    return "  " + what + " -> " + next;
  }
}
