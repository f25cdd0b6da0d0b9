package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.wiring.Wiring;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the processing topology. */
@Command(
    name = "topology",
    description = "Print the processing topology: sources, processors, stores, sinks.",
    footer = {"  tocsin topology", "  tocsin topology --output mermaid"})
final class TopologyCommand implements Callable<Integer> {

  /** Notations of a topology. */
  enum Format {
    /** The description of Kafka Streams. */
    TEXT,
    /** One JSON document. */
    JSON,
    /** A Mermaid flow chart, which many Markdown viewers draw. */
    MERMAID;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TEXT;

  @Override
  public Integer call() {
    TopologyDescription description = display(config.load()).describe();
    Console console =
        new Console(
            command.commandLine().getOut(),
            command.commandLine().getErr(),
            format == Format.JSON,
            false);
    switch (format) {
      case TEXT -> console.line(description.toString().stripTrailing());
      case JSON -> console.document(TopologyShapes.json(description));
      case MERMAID -> console.line(TopologyShapes.mermaid(description));
    }
    return ExitCodes.OK;
  }

  /** The topology for display only: it normalizes no phone number and records no metric. */
  static Topology display(TocsinConfig config) {
    return TocsinTopology.build(
        Wiring.topology(config),
        Wiring.serdes(config),
        phone -> null,
        RowSeals.checksums(),
        Identity.unkeyed(),
        NoTelemetry.INSTANCE,
        ControlEnd.ofEmptyTopic());
  }
}
