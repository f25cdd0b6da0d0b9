package dev.tocsin.bench.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layers of the detector that a sample can belong to. A sample belongs to the first layer that
 * any of its frames is part of: what RocksDB or a cipher takes is the cost of who called it.
 */
public enum Layer {
  SEAL(
      "history: blocks sealed, encrypted, stored, logged",
      "dev.tocsin.history.block.BlockHistory.seal",
      "dev.tocsin.history.block.BlockHistory.close",
      "dev.tocsin.history.block.BlockHistory.tidy"),
  FLAGGED(
      "flagged records: ledger, totals, outputs",
      "dev.tocsin.topology.impact.",
      "dev.tocsin.topology.output.EventWriter",
      "dev.tocsin.topology.incident.",
      "dev.tocsin.topology.match.Finding",
      "dev.tocsin.topology.match.MatchProcessor$Task.forward"),
  APPEND("history: records appended", "dev.tocsin.history."),
  WINDOWS("windows looked up", "dev.tocsin.domain.WindowBook"),
  DECODE("records decoded", "dev.tocsin.serde.", "org.apache.avro."),
  OWN("intake and match: checks, counts", "dev.tocsin."),
  COMMIT(
      "Kafka Streams: commit",
      "org.apache.kafka.streams.processor.internals.StreamThread.maybeCommit"),
  POLL("Kafka client: poll", "org.apache.kafka.streams.processor.internals.StreamThread.pollPhase"),
  SEND("Kafka client: send", "org.apache.kafka.clients.producer."),
  QUEUES(
      "Kafka Streams: queues of records",
      "org.apache.kafka.streams.processor.internals.PartitionGroup",
      "org.apache.kafka.streams.processor.internals.RecordQueue"),
  NODES("Kafka Streams: nodes, metrics, loops", "org.apache.kafka.streams."),
  OTHER("Java threads beside", "");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
  private final List<String> beginnings;

  Layer(String title, String... beginnings) {
    this.title = title;
    this.beginnings = List.of(beginnings);
  }

  /** The name in reports. */
  public String title() {
    return title;
  }

  /**
   * The layer of a sample.
   *
   * @param frames class and method of each, joined by a dot, in any order
   */
  public static Layer of(List<String> frames) {
    Optional<Layer> first =
        Stream.of(values()).filter(layer -> frames.stream().anyMatch(layer::has)).findFirst();
    return first.orElse(OTHER);
  }

  private boolean has(String frame) {
    return beginnings.stream().anyMatch(frame::startsWith);
  }
}
