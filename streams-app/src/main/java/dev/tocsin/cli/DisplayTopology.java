package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.RowSeals;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.wiring.Wiring;
import org.apache.kafka.streams.Topology;

/** The topology for looking at, not for running: it normalizes no phone and tells nobody. */
final class DisplayTopology {

  private DisplayTopology() {}

  static Topology of(TocsinConfig config) {
    return TocsinTopology.build(
        Wiring.topology(config),
        Wiring.serdes(config),
        phone -> null,
        RowSeals.checksums(),
        NoTelemetry.INSTANCE);
  }
}
