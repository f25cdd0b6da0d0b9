package dev.tocsin.proof.model;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.incident.IncidentProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.jspecify.annotations.Nullable;

/** The stage that adds up the parts of incidents. */
final class SimulatedIncidentTask extends SimulatedTask {

  private static final String PARTS = "parts";

  private final TopologySettings settings;
  private final List<IncidentView> outputs = new ArrayList<>();
  private @Nullable TestInputTopic<String, IncidentPart> parts;

  SimulatedIncidentTask(TopologySettings settings, Instant now) {
    super("incident", now);
    this.settings = settings;
    start();
  }

  @Override
  void build(StreamsBuilder builder) {
    stores(builder, StoreNames.INCIDENT);
    builder.stream(PARTS, Consumed.with(Serdes.String(), new CodecSerde<>(Codecs.INCIDENT_PART)))
        .process(() -> new IncidentProcessor(settings, NoTelemetry.INSTANCE), StoreNames.INCIDENT)
        .foreach((id, view) -> outputs.add(view));
  }

  @Override
  void connect(TopologyTestDriver started) {
    parts =
        started.createInputTopic(
            PARTS, new StringSerializer(), new CodecSerde<>(Codecs.INCIDENT_PART).serializer());
  }

  void part(IncidentPart part) {
    Objects.requireNonNull(parts).pipeInput(part.incidentId(), part);
  }

  /** The outputs since the last call, in order. */
  List<IncidentView> takeOutputs() {
    List<IncidentView> since = List.copyOf(outputs);
    outputs.clear();
    return since;
  }
}
