package dev.tocsin.proof.model;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactInput;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.impact.ImpactProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.jspecify.annotations.Nullable;

/** One impact partition. */
final class SimulatedImpactTask extends SimulatedTask {

  private static final String FINDINGS = "findings";
  private static final String WINDOWS = "windows";
  private static final String ACCOUNTS = "accounts";
  private static final PhoneNumbers PHONES = new PhoneNumbers();

  private final int partition;
  private final TopologySettings settings;
  private final Telemetry telemetry;
  private final List<ImpactOutput> outputs = new ArrayList<>();
  private @Nullable TestInputTopic<String, MatchResult> findings;
  private @Nullable TestInputTopic<String, WindowChange> windows;
  private @Nullable TestInputTopic<String, AccountChange> accounts;

  SimulatedImpactTask(int partition, TopologySettings settings, Telemetry telemetry, Instant now) {
    super("impact" + partition, now);
    this.partition = partition;
    this.settings = settings;
    this.telemetry = telemetry;
    start();
  }

  @Override
  void build(StreamsBuilder builder) {
    stores(builder, StoreNames.IMPACT);
    KStream<String, ImpactInput> found =
        source(builder, FINDINGS, new CodecSerde<>(Codecs.MATCH_RESULT))
            .mapValues(result -> result);
    KStream<String, ImpactInput> changed =
        source(builder, WINDOWS, new CodecSerde<>(Codecs.WINDOW_CHANGE))
            .mapValues(change -> change);
    KStream<String, ImpactInput> account =
        source(builder, ACCOUNTS, new CodecSerde<>(Codecs.ACCOUNT_CHANGE))
            .mapValues(change -> change);
    found
        .merge(changed)
        .merge(account)
        .process(
            () -> new ImpactProcessor(settings, PHONES, Identity.unkeyed(), telemetry),
            StoreNames.IMPACT)
        .foreach((key, output) -> outputs.add(output));
  }

  private static <V> KStream<String, V> source(
      StreamsBuilder builder, String topic, Serde<V> values) {
    return builder.stream(topic, Consumed.with(Serdes.String(), values));
  }

  @Override
  void connect(TopologyTestDriver started) {
    findings =
        started.createInputTopic(
            FINDINGS, new StringSerializer(), new CodecSerde<>(Codecs.MATCH_RESULT).serializer());
    windows =
        started.createInputTopic(
            WINDOWS, new StringSerializer(), new CodecSerde<>(Codecs.WINDOW_CHANGE).serializer());
    accounts =
        started.createInputTopic(
            ACCOUNTS, new StringSerializer(), new CodecSerde<>(Codecs.ACCOUNT_CHANGE).serializer());
  }

  void found(MatchResult finding) {
    Objects.requireNonNull(findings).pipeInput("", finding);
  }

  void change(WindowChange change) {
    Objects.requireNonNull(windows).pipeInput("", change);
  }

  void account(AccountChange change) {
    Objects.requireNonNull(accounts).pipeInput("", change);
  }

  /** The outputs since the last call, in order. */
  List<ImpactOutput> takeOutputs() {
    List<ImpactOutput> since = outputs.stream().map(this::here).toList();
    outputs.clear();
    return since;
  }

  /** With its own partition: a test driver always has partition 0. */
  private ImpactOutput here(ImpactOutput output) {
    if (!(output instanceof IncidentPart part)) {
      return output;
    }
    return new IncidentPart(
        part.incidentId(),
        partition,
        part.details(),
        part.revision(),
        part.status(),
        part.windows(),
        part.records(),
        part.users(),
        part.accounts(),
        part.drafts(),
        part.byChannel(),
        part.pending(),
        part.progress());
  }
}
