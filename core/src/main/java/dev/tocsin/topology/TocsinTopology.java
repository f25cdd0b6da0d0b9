package dev.tocsin.topology;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.NodeNames;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.impact.ImpactInput;
import dev.tocsin.topology.impact.ImpactOutput;
import dev.tocsin.topology.impact.ImpactProcessor;
import dev.tocsin.topology.incident.IncidentProcessor;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.intake.AccountReader;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.IntakeProcessor;
import dev.tocsin.topology.intake.MessageLogReader;
import dev.tocsin.topology.intake.RecordReader;
import dev.tocsin.topology.intake.TolerantTimestamps;
import dev.tocsin.topology.intake.WindowReader;
import dev.tocsin.topology.match.Histories;
import dev.tocsin.topology.match.MatchInput;
import dev.tocsin.topology.match.MatchProcessor;
import dev.tocsin.topology.match.MatchResult;
import dev.tocsin.topology.output.DeadLetterWriter;
import dev.tocsin.topology.output.EventWriter;
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
import org.apache.kafka.streams.state.StoreBuilder;
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
  private final Telemetry telemetry;
  private final StreamsBuilder builder = new StreamsBuilder();

  private TocsinTopology(
      TopologySettings settings,
      EventSerdes serdes,
      PhoneNormalizer phones,
      RowSeals seals,
      Telemetry telemetry) {
    this.settings = settings;
    this.serdes = serdes;
    this.phones = phones;
    this.histories = new Histories(settings, seals);
    this.seals = seals;
    this.telemetry = telemetry;
  }

  /**
   * Builds the graph; nothing runs and no broker is asked.
   *
   * @param seals close what is stored
   */
  public static Topology build(
      TopologySettings settings,
      EventSerdes serdes,
      PhoneNormalizer phones,
      RowSeals seals,
      Telemetry telemetry) {
    return new TocsinTopology(settings, serdes, phones, seals, telemetry).build();
  }

  private Topology build() {
    KStream<String, WindowChange> windows = control();
    KStream<String, MatchResult> findings = match(windows);
    KStream<String, ImpactOutput> impact = impact(windows, accounts(), findings);
    outputs(impact);
    incidents(impact);
    Properties names = new Properties();
    names.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    return builder.build(names);
  }

  /** Windows become changes in one order. Those behind an unreadable schema wait with it. */
  private KStream<String, WindowChange> control() {
    KStream<byte[], Intake<WindowChange>> intake =
        intake(
            List.of(settings.topics().window()),
            NodeNames.WINDOW_SOURCE,
            NodeNames.WINDOW_INTAKE,
            NodeNames.valid(NodeNames.CONTROL),
            () -> new WindowReader(serdes.window().deserializer(), settings.windowRules()),
            true);
    return valid(intake, NodeNames.CONTROL, WindowChange::windowId)
        .process(OldestFirst::new, Named.as("control-before-all"));
  }

  private KStream<String, AccountChange> accounts() {
    KStream<byte[], Intake<AccountChange>> intake =
        intake(
            List.of(settings.topics().account()),
            NodeNames.ACCOUNT_SOURCE,
            NodeNames.ACCOUNT_INTAKE,
            NodeNames.valid(NodeNames.select(NodeNames.ACCOUNT_SOURCE)),
            () -> new AccountReader(serdes.account().deserializer(), settings),
            false);
    return valid(intake, NodeNames.select(NodeNames.ACCOUNT_SOURCE), AccountChange::accountId);
  }

  private KStream<String, MatchResult> match(KStream<String, WindowChange> windows) {
    KStream<byte[], Intake<LogRecord>> logs =
        intake(
            settings.topics().messageLogs(settings.providers()),
            NodeNames.MESSAGE_LOG_SOURCE,
            NodeNames.MESSAGE_LOG_INTAKE,
            NodeNames.PUSHED,
            () ->
                new MessageLogReader(
                    serdes.messageLog().deserializer(), serdes.nativeLogs(), settings, telemetry),
            false);
    KStream<byte[], MatchInput> pushed =
        logs.mapValues(MatchInput.Pushed::new, Named.as(NodeNames.PUSHED));
    KStream<byte[], MatchInput> changed =
        between(
                windows,
                NodeNames.TO_MATCH_WINDOWS,
                Codecs.WINDOW_CHANGE,
                settings.partitions(),
                Routes.everywhere())
            .process(
                () ->
                    new Forwarder<String, WindowChange, byte[], MatchInput>(
                        key -> new byte[0], MatchInput.Changed::new),
                Named.as("match-changed"));
    builder.addStateStore(
        BufferedStore.builder(Stores.persistentKeyValueStore(StoreNames.HISTORY)));
    store(StoreNames.MATCH_WINDOW, false);
    store(StoreNames.SCAN, false);
    store(StoreNames.SCAN_CURSOR, true);
    store(StoreNames.UNREADABLE, true);
    return pushed
        .merge(changed, Named.as("match-inputs"))
        .process(
            () -> new MatchProcessor(settings, histories, telemetry),
            Named.as(NodeNames.MATCH),
            StoreNames.HISTORY,
            StoreNames.MATCH_WINDOW,
            StoreNames.SCAN,
            StoreNames.SCAN_CURSOR,
            StoreNames.UNREADABLE);
  }

  private KStream<String, ImpactOutput> impact(
      KStream<String, WindowChange> windows,
      KStream<String, AccountChange> accounts,
      KStream<String, MatchResult> findings) {
    int partitions = settings.partitions();
    KStream<String, ImpactInput> found =
        between(
                findings,
                NodeNames.TO_IMPACT_FINDINGS,
                MatchResult.CODEC,
                partitions,
                Routes.findings())
            .mapValues(ImpactInput.Found::new, Named.as("impact-found"));
    KStream<String, ImpactInput> windowChanged =
        between(
                windows,
                NodeNames.TO_IMPACT_WINDOWS,
                Codecs.WINDOW_CHANGE,
                partitions,
                Routes.everywhere())
            .mapValues(ImpactInput.WindowChanged::new, Named.as("impact-window-changed"));
    KStream<String, ImpactInput> accountChanged =
        between(
                accounts,
                NodeNames.TO_IMPACT_ACCOUNTS,
                AccountChange.CODEC,
                partitions,
                Routes.byKey())
            .mapValues(ImpactInput.AccountChanged::new, Named.as("impact-account-changed"));
    store(StoreNames.IMPACT_WINDOW, false);
    // Rows of these change with every flagged record, so their owners hold them until the commit.
    bufferedStore(StoreNames.ACCOUNT);
    bufferedStore(StoreNames.LEDGER);
    bufferedStore(StoreNames.PERSON);
    bufferedStore(StoreNames.ACCOUNT_IMPACT);
    bufferedStore(StoreNames.INCIDENT_IMPACT);
    store(StoreNames.COVERAGE, true);
    store(StoreNames.JOB, true);
    return found
        .merge(windowChanged, Named.as("impact-findings-and-windows"))
        .merge(accountChanged, Named.as("impact-inputs"))
        .process(
            () -> new ImpactProcessor(settings, phones, telemetry),
            Named.as(NodeNames.IMPACT),
            StoreNames.IMPACT_WINDOW,
            StoreNames.ACCOUNT,
            StoreNames.LEDGER,
            StoreNames.PERSON,
            StoreNames.ACCOUNT_IMPACT,
            StoreNames.INCIDENT_IMPACT,
            StoreNames.COVERAGE,
            StoreNames.JOB);
  }

  private void outputs(KStream<String, ImpactOutput> impact) {
    impact
        .filter(
            (key, output) -> output instanceof ImpactOutput.Exposure,
            Named.as(NodeNames.select("exposed-record")))
        .process(
            () -> EventWriter.exposedRecords(serdes, settings.topics(), phones),
            Named.as("write-exposed-record"))
        .to(settings.topics().exposedRecord(), bytes(NodeNames.sink("exposed-record")));
    impact
        .filter(
            (key, output) -> output instanceof ImpactOutput.Notification,
            Named.as(NodeNames.select("notification")))
        .process(
            () -> EventWriter.notifications(serdes, settings.topics()),
            Named.as("write-notification"))
        .to(settings.topics().notification(), bytes(NodeNames.sink("notification")));
  }

  private void incidents(KStream<String, ImpactOutput> impact) {
    KStream<String, IncidentPart> parts =
        impact.process(
            () ->
                new Forwarder<String, ImpactOutput, String, IncidentPart>(
                    key -> key,
                    output -> output instanceof ImpactOutput.Part part ? part.part() : null),
            Named.as(NodeNames.select("incident-part")));
    store(StoreNames.INCIDENT_PART, true);
    // One partition: a few summaries a second at the most.
    between(parts, NodeNames.TO_INCIDENT_PARTS, Codecs.INCIDENT_PART, 1, Routes.byKey())
        .process(
            () -> new IncidentProcessor(settings, telemetry),
            Named.as(NodeNames.INCIDENT),
            StoreNames.INCIDENT_PART)
        .process(() -> EventWriter.incidents(serdes, settings.topics()), Named.as("write-incident"))
        .to(settings.topics().incident(), bytes(NodeNames.sink("incident")));
  }

  /** The door of an input: raw bytes in, valid or dead out, and the dead buried. */
  private <T> KStream<byte[], Intake<T>> intake(
      List<String> topics,
      String source,
      String node,
      String onward,
      Supplier<RecordReader<T>> reader,
      boolean keepOrder) {
    String parking = StoreNames.parked(source);
    store(parking, false);
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
                parking);
    intake
        .process(
            () -> new DeadLetterWriter<>(settings.deadLetterMaxBytes()),
            Named.as("write-dead-letter-" + source))
        .to(settings.topics().deadLetter(), bytes(NodeNames.sink("dead-letter-" + source)));
    return intake;
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

  private void store(String name, boolean cached) {
    StoreBuilder<SealedStore> rows = sealed(name);
    builder.addStateStore(cached ? rows.withCachingEnabled() : rows.withCachingDisabled());
  }

  private void bufferedStore(String name) {
    builder.addStateStore(BufferedStore.over(sealed(name)));
  }

  private StoreBuilder<SealedStore> sealed(String name) {
    return SealedStore.sealing(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
        seals);
  }

  private static Produced<byte[], byte[]> bytes(String sink) {
    return Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(sink);
  }
}
