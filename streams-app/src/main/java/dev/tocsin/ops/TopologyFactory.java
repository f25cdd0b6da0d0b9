package dev.tocsin.ops;

import dev.tocsin.history.RowSeals;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.EventSerdes;
import org.apache.kafka.streams.Topology;

/** Makes the graph that is to run. */
@FunctionalInterface
interface TopologyFactory {

  /**
   * Makes it; nothing runs yet.
   *
   * @param serdes of the contracts; closed after the graph
   * @param seals close what is stored
   * @param telemetry whom the processors report to
   */
  Topology create(EventSerdes serdes, RowSeals seals, Telemetry telemetry);
}
