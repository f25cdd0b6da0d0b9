package dev.tocsin.topology;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactInput;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchInput;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.NodeNames;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.topology.control.ControlOutput;
import dev.tocsin.topology.control.ControlProcessor;
import dev.tocsin.topology.impact.ImpactProcessor;
import dev.tocsin.topology.incident.IncidentProcessor;
import dev.tocsin.topology.intake.AccountReader;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.IntakeProcessor;
import dev.tocsin.topology.intake.MessageLogReader;
import dev.tocsin.topology.intake.RecordReader;
import dev.tocsin.topology.intake.TolerantTimestamps;
import dev.tocsin.topology.intake.WindowReader;
import dev.tocsin.topology.intake.WindowRecord;
import dev.tocsin.topology.match.Histories;
import dev.tocsin.topology.match.MatchProcessor;
import dev.tocsin.topology.output.DeadLetterWriter;
import dev.tocsin.topology.output.EventWriter;
import dev.tocsin.topology.output.RestatementWriter;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.SealedStore;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole detector as a graph: control, match, impact and incident, with the intake of accounts
 * beside them. Each stage is a sub-topology of its own, so that none waits for another.
 */
public final class TocsinTopology {

  private final TopologySettings settings;
  private final EventSerdes serdes;
  private final PhoneNormalizer phones;
  private final Histories histories;
  private final RowSeals seals;
  private final Identity identity;
  private final Telemetry telemetry;
  private final ControlEnd controlEnd;
  private final StreamsBuilder builder = new StreamsBuilder();

  private TocsinTopology(
      TopologySettings settings,
      EventSerdes serdes,
      PhoneNormalizer phones,
      RowSeals seals,
      Identity identity,
      Telemetry telemetry,
      ControlEnd controlEnd) {
    this.settings = settings;
    this.serdes = serdes;
    this.phones = phones;
    this.histories = new Histories(settings, seals);
    this.seals = seals;
    this.identity = identity;
    this.telemetry = telemetry;
    this.controlEnd = controlEnd;
  }

  /**
   * Builds the graph; nothing runs, and no broker is connected to.
   *
   * @param seals encrypt what is stored
   * @param identity makes the identifiers
   * @param controlEnd finds the end of the control topic when a task starts
   */
  public static Topology build(
      TopologySettings settings,
      EventSerdes serdes,
      PhoneNormalizer phones,
      RowSeals seals,
      Identity identity,
      Telemetry telemetry,
      ControlEnd controlEnd) {
    return new TocsinTopology(settings, serdes, phones, seals, identity, telemetry, controlEnd)
        .build();
  }

  private Topology build() {
    KStream<String, WindowChange> windows = control();
    KStream<String, MatchResult> matched = match(windows);
    KStream<String, ImpactOutput> impact = impact(windows, accounts(), matched);
    outputs(impact);
    incidents(impact);
    Properties names = new Properties();
    names.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    return builder.build(names);
  }

  /**
   * Brings the accepted changes of all windows into one order. While the schema of one cannot be
   * fetched, it and the changes behind it are parked.
   */
  private KStream<String, WindowChange> control() {
    KStream<byte[], Intake<WindowRecord>> intake =
        intake(
            List.of(settings.topics().window()),
            NodeNames.WINDOW_SOURCE,
            NodeNames.WINDOW_INTAKE,
            NodeNames.CONTROL,
            () -> new WindowReader(serdes.window().deserializer(), settings.windowRules()),
            StoreTable.WINDOW_PARKED,
            true);
    KStream<String, ControlOutput> decided =
        intake.process(
            () -> new ControlProcessor(controlEnd, settings, telemetry),
            Named.as(NodeNames.CONTROL),
            StoreNames.CONTROL);
    deadLetters(
        decided.process(
            () ->
                new Forwarder<String, ControlOutput, byte[], Intake<WindowRecord>>(
                    key -> new byte[0],
                    output -> output instanceof ControlOutput.Refused r ? r.dead() : null),
            Named.as(NodeNames.CONTROL_REFUSED)),
        NodeNames.CONTROL);
    decided
        .process(RestatementWriter::new, Named.as(NodeNames.write(NodeNames.WINDOW_SOURCE)))
        .to(settings.topics().window(), bytes(NodeNames.sink(NodeNames.WINDOW_SOURCE)));
    return decided.process(
        () ->
            new Forwarder<String, ControlOutput, String, WindowChange>(
                key -> key,
                output -> output instanceof ControlOutput.Accepted a ? a.change() : null),
        Named.as(NodeNames.CONTROL_ACCEPTED));
  }

  private KStream<String, AccountChange> accounts() {
    KStream<byte[], Intake<AccountChange>> intake =
        intake(
            List.of(settings.topics().account()),
            NodeNames.ACCOUNT_SOURCE,
            NodeNames.ACCOUNT_INTAKE,
            NodeNames.valid(NodeNames.select(NodeNames.ACCOUNT_SOURCE)),
            () -> new AccountReader(serdes.account().deserializer(), settings),
            StoreTable.ACCOUNT_PARKED,
            false);
    return valid(intake, NodeNames.select(NodeNames.ACCOUNT_SOURCE), AccountChange::accountId);
  }

  private KStream<String, MatchResult> match(KStream<String, WindowChange> windows) {
    KStream<byte[], Intake<LogRecord>> logs =
        intake(
            settings.topics().messageLogs(settings.providers()),
            NodeNames.MESSAGE_LOG_SOURCE,
            NodeNames.MESSAGE_LOG_INTAKE,
            NodeNames.MATCH_INPUTS,
            () ->
                new MessageLogReader(
                    serdes.messageLog().deserializer(), serdes.nativeLogs(), settings, telemetry),
            StoreTable.MESSAGE_LOG_PARKED,
            false);
    KStream<byte[], Intake<? extends MatchInput>> changed =
        between(
                windows,
                NodeNames.TO_MATCH_WINDOWS,
                Codecs.WINDOW_CHANGE,
                settings.partitions(),
                Routes.everywhere())
            .process(
                () ->
                    new Forwarder<String, WindowChange, byte[], Intake<? extends MatchInput>>(
                        key -> new byte[0], change -> new Intake.Valid<>(change, 0)),
                Named.as(NodeNames.MATCH_CHANGED));
    builder.addStateStore(
        BufferedStore.builder(Stores.persistentKeyValueStore(StoreNames.HISTORY)));
    return TocsinTopology.<byte[], Intake<? extends MatchInput>>widened(logs)
        .merge(changed, Named.as(NodeNames.MATCH_INPUTS))
        .process(
            () -> new MatchProcessor(settings, histories, telemetry),
            Named.as(NodeNames.MATCH),
            StoreNames.HISTORY,
            StoreNames.MATCH);
  }

  private KStream<String, ImpactOutput> impact(
      KStream<String, WindowChange> windows,
      KStream<String, AccountChange> accounts,
      KStream<String, MatchResult> matched) {
    int partitions = settings.partitions();
    KStream<String, ImpactInput> results =
        widened(
            between(
                matched,
                NodeNames.TO_IMPACT_FINDINGS,
                Codecs.MATCH_RESULT,
                partitions,
                Routes.matchResults()));
    KStream<String, ImpactInput> windowChanges =
        widened(
            between(
                windows,
                NodeNames.TO_IMPACT_WINDOWS,
                Codecs.WINDOW_CHANGE,
                partitions,
                Routes.everywhere()));
    KStream<String, ImpactInput> accountChanges =
        widened(
            between(
                accounts,
                NodeNames.TO_IMPACT_ACCOUNTS,
                Codecs.ACCOUNT_CHANGE,
                partitions,
                Routes.byKey()));
    store(StoreNames.IMPACT);
    return results
        .merge(windowChanges, Named.as(NodeNames.IMPACT_FINDINGS_AND_WINDOWS))
        .merge(accountChanges, Named.as(NodeNames.IMPACT_INPUTS))
        .process(
            () -> new ImpactProcessor(settings, phones, identity, telemetry),
            Named.as(NodeNames.IMPACT),
            StoreNames.IMPACT);
  }

  private void outputs(KStream<String, ImpactOutput> impact) {
    impact
        .filter(
            (key, output) -> output instanceof ImpactOutput.Exposure,
            Named.as(NodeNames.select(NodeNames.EXPOSED_RECORD)))
        .process(
            () -> EventWriter.exposedRecords(serdes, settings.topics(), phones),
            Named.as(NodeNames.write(NodeNames.EXPOSED_RECORD)))
        .to(settings.topics().exposedRecord(), bytes(NodeNames.sink(NodeNames.EXPOSED_RECORD)));
    impact
        .filter(
            (key, output) -> output instanceof ImpactOutput.Notification,
            Named.as(NodeNames.select(NodeNames.NOTIFICATION)))
        .process(
            () -> EventWriter.notifications(serdes, settings.topics()),
            Named.as(NodeNames.write(NodeNames.NOTIFICATION)))
        .to(settings.topics().notification(), bytes(NodeNames.sink(NodeNames.NOTIFICATION)));
  }

  private void incidents(KStream<String, ImpactOutput> impact) {
    KStream<String, IncidentPart> parts =
        impact.process(
            () ->
                new Forwarder<String, ImpactOutput, String, IncidentPart>(
                    key -> key, output -> output instanceof IncidentPart part ? part : null),
            Named.as(NodeNames.select(NodeNames.TO_INCIDENT_PARTS)));
    store(StoreNames.INCIDENT);
    // One partition: a few summaries a second at the most.
    between(parts, NodeNames.TO_INCIDENT_PARTS, Codecs.INCIDENT_PART, 1, Routes.byKey())
        .process(
            () -> new IncidentProcessor(settings, telemetry),
            Named.as(NodeNames.INCIDENT),
            StoreNames.INCIDENT)
        .process(
            () -> EventWriter.incidents(serdes, settings.topics()),
            Named.as(NodeNames.write(NodeNames.INCIDENT)))
        .to(settings.topics().incident(), bytes(NodeNames.sink(NodeNames.INCIDENT)));
  }

  /** Validates an input: raw bytes become valid records or dead letters, which are written. */
  private <T> KStream<byte[], Intake<T>> intake(
      List<String> topics,
      String source,
      String node,
      String onward,
      Supplier<RecordReader<T>> reader,
      StoreTable parking,
      boolean keepOrder) {
    store(parking.store());
    KStream<byte[], Intake<T>> intake =
        builder.stream(
                topics,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withName(source)
                    .withTimestampExtractor(new TolerantTimestamps()))
            .process(
                () ->
                    new IntakeProcessor<>(
                        parking, onward, reader.get(), keepOrder, settings, telemetry),
                Named.as(node),
                parking.store());
    deadLetters(intake, source);
    return intake;
  }

  private <T> void deadLetters(KStream<byte[], Intake<T>> intake, String of) {
    intake
        .process(
            () -> new DeadLetterWriter<>(settings.deadLetterMaxBytes()),
            Named.as(NodeNames.write(NodeNames.deadLetter(of))))
        .to(settings.topics().deadLetter(), bytes(NodeNames.sink(NodeNames.deadLetter(of))));
  }

  private static <T> KStream<String, T> valid(
      KStream<byte[], Intake<T>> intake, String node, Function<T, String> key) {
    return intake
        .process(
            () ->
                new Forwarder<byte[], Intake<T>, byte[], T>(
                    k -> k, value -> value instanceof Intake.Valid<T> v ? v.value() : null),
            Named.as(NodeNames.valid(node)))
        .selectKey((ignored, value) -> key.apply(value), Named.as(node));
  }

  private static <V> KStream<String, V> between(
      KStream<String, V> from,
      String name,
      Codec<V> codec,
      int partitions,
      StreamPartitioner<String, V> partitioner) {
    return from.repartition(
        Repartitioned.<String, V>as(name)
            .withKeySerde(Serdes.String())
            .withValueSerde(new CodecSerde<>(codec))
            .withNumberOfPartitions(partitions)
            .withStreamPartitioner(partitioner));
  }

  /** A stream is only read from, so one of a narrower type serves as one of a wider type. */
  @SuppressWarnings("unchecked")
  private static <K, V> KStream<K, V> widened(KStream<K, ? extends V> stream) {
    return (KStream<K, V>) stream;
  }

  /** Adds the store of a stage. */
  private void store(String name) {
    builder.addStateStore(
        BufferedStore.over(
            SealedStore.sealing(
                Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
                seals)));
  }

  private static Produced<byte[], byte[]> bytes(String sink) {
    return Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(sink);
  }
}
