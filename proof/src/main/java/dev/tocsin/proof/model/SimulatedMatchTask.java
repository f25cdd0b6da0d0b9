package dev.tocsin.proof.model;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchInput;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.match.Histories;
import dev.tocsin.topology.match.MatchProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;

/** One message-log partition. */
final class SimulatedMatchTask extends SimulatedTask {

  private static final String LOGS = "logs";
  private static final String WINDOWS = "windows";
  private static final String FINDINGS = "findings";
  private static final byte[] NO_KEY = {};

  private final int partition;
  private final TopologySettings settings;
  private final Telemetry telemetry;
  private @Nullable TestInputTopic<byte[], LogRecord> logs;
  private @Nullable TestInputTopic<byte[], WindowChange> windows;
  private @Nullable TestOutputTopic<String, MatchResult> findings;

  SimulatedMatchTask(int partition, TopologySettings settings, Telemetry telemetry, Instant now) {
    super("match" + partition, now);
    this.partition = partition;
    this.settings = settings;
    this.telemetry = telemetry;
    start();
  }

  @Override
  void build(StreamsBuilder builder) {
    stores(builder, StoreNames.HISTORY, StoreNames.MATCH);
    KStream<byte[], Intake<? extends MatchInput>> pushed =
        builder.stream(LOGS, Consumed.with(Serdes.ByteArray(), new CodecSerde<>(Codecs.LOG_RECORD)))
            .mapValues(log -> new Intake.Valid<>(log, log.sentAt()));
    KStream<byte[], Intake<? extends MatchInput>> changed =
        builder.stream(
                WINDOWS, Consumed.with(Serdes.ByteArray(), new CodecSerde<>(Codecs.WINDOW_CHANGE)))
            .mapValues(change -> new Intake.Valid<>(change, 0));
    // One for each start: it holds what all tasks of a process share.
    Histories histories = new Histories(settings, RowSeals.checksums());
    pushed
        .merge(changed)
        .process(
            () -> new MatchProcessor(settings, histories, telemetry),
            StoreNames.HISTORY,
            StoreNames.MATCH)
        .to(FINDINGS, Produced.with(Serdes.String(), new CodecSerde<>(Codecs.MATCH_RESULT)));
  }

  @Override
  void connect(TopologyTestDriver started) {
    logs =
        started.createInputTopic(
            LOGS, new ByteArraySerializer(), new CodecSerde<>(Codecs.LOG_RECORD).serializer());
    windows =
        started.createInputTopic(
            WINDOWS,
            new ByteArraySerializer(),
            new CodecSerde<>(Codecs.WINDOW_CHANGE).serializer());
    findings =
        started.createOutputTopic(
            FINDINGS,
            new StringDeserializer(),
            new CodecSerde<>(Codecs.MATCH_RESULT).deserializer());
  }

  void push(LogRecord log) {
    Objects.requireNonNull(logs).pipeInput(NO_KEY, log);
  }

  void change(WindowChange change) {
    Objects.requireNonNull(windows).pipeInput(NO_KEY, change);
  }

  /** The outputs since the last call, by key. */
  List<KeyValue<String, MatchResult>> takeOutputs() {
    return Objects.requireNonNull(findings).readKeyValuesToList().stream()
        .map(one -> KeyValue.pair(one.key, here(one.value)))
        .toList();
  }

  /** With its own partition: a test driver always has partition 0. */
  private MatchResult here(MatchResult finding) {
    if (!(finding instanceof CoverageMark mark)) {
      return finding;
    }
    return new CoverageMark(
        mark.windowId(),
        partition,
        mark.revision(),
        mark.done(),
        mark.beforeRetained(),
        mark.deadLetters(),
        mark.examined());
  }
}
