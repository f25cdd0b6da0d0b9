package dev.tocsin.topology;

import dev.tocsin.codec.CodecSerde;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.topology.impact.ImpactInput;
import dev.tocsin.topology.impact.ImpactOutput;
import dev.tocsin.topology.impact.ImpactProcessor;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.match.Finding;
import dev.tocsin.topology.match.Histories;
import dev.tocsin.topology.match.MatchInput;
import dev.tocsin.topology.match.MatchProcessor;
import dev.tocsin.topology.state.BufferedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * The match and impact stages, one task each in a driver of its own, so that a test decides what
 * travels between them when. The whole topology in one driver has every change everywhere at once.
 */
final class Stages {

  private Stages() {}

  /** One match task. */
  static final class Match implements AutoCloseable {
    private final int partition;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], LogRecord> logs;
    private final TestInputTopic<byte[], WindowChange> windows;
    private final TestOutputTopic<String, Finding> findings;

    Match(int partition, TopologySettings settings, Path stateDir, Instant now) {
      this.partition = partition;
      StreamsBuilder builder = new StreamsBuilder();
      builder.addStateStore(
          BufferedStore.builder(Stores.inMemoryKeyValueStore(StoreNames.HISTORY)));
      stores(
          builder,
          StoreNames.MATCH_WINDOW,
          StoreNames.SCAN,
          StoreNames.SCAN_CURSOR,
          StoreNames.UNREADABLE);
      KStream<byte[], MatchInput> pushed =
          builder.stream(
                  "logs", Consumed.with(Serdes.ByteArray(), new CodecSerde<>(Codecs.LOG_RECORD)))
              .mapValues(
                  log ->
                      new MatchInput.Pushed(new Intake.Valid<>(log, Scenario.NOW.toEpochMilli())));
      KStream<byte[], MatchInput> changed =
          builder.stream(
                  "windows",
                  Consumed.with(Serdes.ByteArray(), new CodecSerde<>(Codecs.WINDOW_CHANGE)))
              .mapValues(MatchInput.Changed::new);
      pushed
          .merge(changed)
          .process(
              () ->
                  new MatchProcessor(
                      settings,
                      new Histories(settings, RowSeals.checksums()),
                      new RecordingTelemetry()),
              StoreNames.HISTORY,
              StoreNames.MATCH_WINDOW,
              StoreNames.SCAN,
              StoreNames.SCAN_CURSOR,
              StoreNames.UNREADABLE)
          .to("findings", Produced.with(Serdes.String(), new CodecSerde<>(Finding.CODEC)));
      driver = new TopologyTestDriver(builder.build(), config("match" + partition, stateDir), now);
      logs =
          driver.createInputTopic(
              "logs", new ByteArraySerializer(), new CodecSerde<>(Codecs.LOG_RECORD).serializer());
      windows =
          driver.createInputTopic(
              "windows",
              new ByteArraySerializer(),
              new CodecSerde<>(Codecs.WINDOW_CHANGE).serializer());
      findings =
          driver.createOutputTopic(
              "findings", new StringDeserializer(), new CodecSerde<>(Finding.CODEC).deserializer());
    }

    void push(LogRecord log) {
      logs.pipeInput(new byte[0], log);
    }

    void change(WindowChange change) {
      windows.pipeInput(new byte[0], change);
    }

    void advance(Duration time) {
      driver.advanceWallClockTime(time);
    }

    /** Gives the task up and takes it on again, as Kafka Streams does, with all committed. */
    void revive() {
      Revival.of(driver);
    }

    /** What it told since it was last asked, under its own partition: a driver knows only 0. */
    List<Finding> told() {
      return findings.readValuesToList().stream().map(this::here).toList();
    }

    private Finding here(Finding finding) {
      if (!(finding instanceof Finding.Mark(CoverageMark mark))) {
        return finding;
      }
      return new Finding.Mark(
          new CoverageMark(
              mark.windowId(),
              partition,
              mark.revision(),
              mark.done(),
              mark.beforeRetained(),
              mark.deadLetters(),
              mark.examined()));
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  /** One impact task. */
  static final class Impact implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Finding> findings;
    private final TestInputTopic<String, WindowChange> windows;
    private final TestInputTopic<String, AccountChange> accounts;
    private final List<ImpactOutput> told = new ArrayList<>();

    Impact(TopologySettings settings, Path stateDir, Instant now) {
      StreamsBuilder builder = new StreamsBuilder();
      String[] stores = {
        StoreNames.IMPACT_WINDOW,
        StoreNames.ACCOUNT,
        StoreNames.LEDGER,
        StoreNames.PERSON,
        StoreNames.ACCOUNT_IMPACT,
        StoreNames.INCIDENT_IMPACT,
        StoreNames.COVERAGE,
        StoreNames.JOB
      };
      stores(builder, StoreNames.IMPACT_WINDOW, StoreNames.COVERAGE, StoreNames.JOB);
      for (String buffered :
          List.of(
              StoreNames.ACCOUNT,
              StoreNames.LEDGER,
              StoreNames.PERSON,
              StoreNames.ACCOUNT_IMPACT,
              StoreNames.INCIDENT_IMPACT)) {
        builder.addStateStore(BufferedStore.builder(Stores.inMemoryKeyValueStore(buffered)));
      }
      KStream<String, ImpactInput> found =
          builder.stream(
                  "findings", Consumed.with(Serdes.String(), new CodecSerde<>(Finding.CODEC)))
              .mapValues(ImpactInput.Found::new);
      KStream<String, ImpactInput> changed =
          builder.stream(
                  "windows", Consumed.with(Serdes.String(), new CodecSerde<>(Codecs.WINDOW_CHANGE)))
              .mapValues(ImpactInput.WindowChanged::new);
      KStream<String, ImpactInput> account =
          builder.stream(
                  "accounts", Consumed.with(Serdes.String(), new CodecSerde<>(AccountChange.CODEC)))
              .mapValues(ImpactInput.AccountChanged::new);
      found
          .merge(changed)
          .merge(account)
          .process(
              () -> new ImpactProcessor(settings, new PhoneNumbers(), new RecordingTelemetry()),
              stores)
          .process(() -> new Collector(told::add));
      driver = new TopologyTestDriver(builder.build(), config("impact", stateDir), now);
      findings =
          driver.createInputTopic(
              "findings", new StringSerializer(), new CodecSerde<>(Finding.CODEC).serializer());
      windows =
          driver.createInputTopic(
              "windows",
              new StringSerializer(),
              new CodecSerde<>(Codecs.WINDOW_CHANGE).serializer());
      accounts =
          driver.createInputTopic(
              "accounts",
              new StringSerializer(),
              new CodecSerde<>(AccountChange.CODEC).serializer());
    }

    void found(Finding finding) {
      findings.pipeInput("", finding);
    }

    void change(WindowChange change) {
      windows.pipeInput("", change);
    }

    void account(AccountChange change) {
      accounts.pipeInput("", change);
    }

    void advance(Duration time) {
      driver.advanceWallClockTime(time);
    }

    /** Gives the task up and takes it on again, as Kafka Streams does, with all committed. */
    void revive() {
      Revival.of(driver);
    }

    /** Everything it said, in order. */
    List<ImpactOutput> told() {
      return told;
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  /** Keeps what a stage says. */
  private static final class Collector implements Processor<String, ImpactOutput, Void, Void> {
    private final Consumer<ImpactOutput> to;

    Collector(Consumer<ImpactOutput> to) {
      this.to = to;
    }

    @Override
    public void process(Record<String, ImpactOutput> record) {
      to.accept(record.value());
    }
  }

  private static void stores(StreamsBuilder builder, String... names) {
    for (String name : names) {
      builder.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()));
    }
  }

  private static Properties config(String name, Path stateDir) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.resolve(name).toString());
    return config;
  }
}
