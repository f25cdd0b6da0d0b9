package dev.tocsin.proof.model;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.topology.control.ControlOutput;
import dev.tocsin.topology.control.ControlProcessor;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.IntakeRejectedException;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.WindowHeaders;
import dev.tocsin.topology.intake.WindowRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.jspecify.annotations.Nullable;

/** The stage that reads the control topic. */
final class SimulatedControlTask extends SimulatedTask {

  private static final String WINDOWS = "windows";
  private static final byte[] NO_KEY = {};

  private final ControlEnd end;
  private final TopologySettings settings;
  private final Runnable acting;
  private final List<ControlOutput> outputs = new ArrayList<>();
  private @Nullable TestInputTopic<byte[], RawRecord> windows;

  /**
   * @param acting receives each accepted change before it can be taken
   */
  SimulatedControlTask(ControlEnd end, TopologySettings settings, Runnable acting, Instant now) {
    super("control", now);
    this.end = end;
    this.settings = settings;
    this.acting = acting;
    start();
  }

  @Override
  void build(StreamsBuilder builder) {
    stores(builder, StoreNames.CONTROL);
    builder.stream(WINDOWS, Consumed.with(Serdes.ByteArray(), new CodecSerde<>(RawRecord.CODEC)))
        .mapValues(SimulatedControlTask::valid)
        .process(
            () -> new ControlProcessor(end, settings, NoTelemetry.INSTANCE), StoreNames.CONTROL)
        .foreach(
            (id, output) -> {
              if (output instanceof ControlOutput.Accepted) {
                acting.run();
              }
              outputs.add(output);
            });
  }

  private static Intake<WindowRecord> valid(RawRecord raw) {
    String id = new String(Objects.requireNonNull(raw.key()), StandardCharsets.UTF_8);
    byte[] value = raw.value();
    try {
      return new Intake.Valid<>(
          new WindowRecord(
              new WindowChange(
                  raw.offset(), id, value == null ? null : Codecs.WINDOW.decode(value)),
              WindowHeaders.basis(raw),
              null,
              raw),
          0);
    } catch (IntakeRejectedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void connect(TopologyTestDriver started) {
    windows =
        started.createInputTopic(
            WINDOWS, new ByteArraySerializer(), new CodecSerde<>(RawRecord.CODEC).serializer());
  }

  void record(RawRecord raw) {
    Objects.requireNonNull(windows).pipeInput(NO_KEY, raw);
  }

  /** The outputs since the last call, in order. */
  List<ControlOutput> takeOutputs() {
    List<ControlOutput> since = List.copyOf(outputs);
    outputs.clear();
    return since;
  }
}
