package dev.tocsin.proof.topology;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.HistorySeals;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.proof.events.OutputLines;
import dev.tocsin.serde.AvroSerde;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.testkit.Directories;
import dev.tocsin.testkit.EffectiveOutputs;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.control.ControlEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology in a test driver, fed one input at a time: {@code story.log("m1")...push()}.
 * The clock begins in April 2024 and moves on request.
 */
public final class TopologyHarness implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2024-04-10T12:00:00Z");
  public static final TopicNames TOPICS = new TopicNames("");

  /** How long records are retained. */
  public static final Duration HORIZON = Duration.ofDays(400);

  private static final HistoryKeyset KEYSET = HistoryKeyset.generate();

  private final Path stateDir;
  private final TopologyTestDriver driver;
  private final EventSerdes serdes;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final List<ExposedRecord> exposed = new ArrayList<>();
  private final List<ExposureNotification> notifications = new ArrayList<>();
  private final EffectiveOutputs<ExposedRecord, ExposureNotification> effective =
      EffectiveOutputs.ofEvents();
  private final List<TestRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
  private final List<TestRecord<byte[], byte[]>> restatements = new ArrayList<>();
  private long windowsWritten;

  public TopologyHarness() {
    this(settings());
  }

  public TopologyHarness(TopologySettings settings) {
    this(settings, serdes(), new RecordingTelemetry());
  }

  public TopologyHarness(TopologySettings settings, EventSerdes serdes, Telemetry telemetry) {
    this(settings, serdes, telemetry, ControlEnd.ofEmptyTopic());
  }

  public TopologyHarness(
      TopologySettings settings, EventSerdes serdes, Telemetry telemetry, ControlEnd end) {
    this.serdes = serdes;
    try {
      this.stateDir = Files.createTempDirectory("scenario");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "scenario");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    this.driver =
        new TopologyTestDriver(
            TocsinTopology.build(
                settings,
                serdes,
                new PhoneNumbers(),
                HistorySeals.encrypted(KEYSET, "scenario"),
                KEYSET.identity(),
                telemetry,
                end),
            config,
            NOW);
  }

  public static TopologySettings settings() {
    return settings(List.of("duo", "other"));
  }

  public static TopologySettings settings(List<String> providers) {
    return new TopologySettings(
        TOPICS,
        providers,
        1,
        HORIZON,
        Duration.ofDays(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        10_000,
        1 << 20,
        1 << 20,
        1000,
        // Small, so that blocks are sealed, merged and split often.
        new BlockLimits(20, 1 << 18),
        20_000,
        new TreeMap<>(Map.of("gdpr-art-33", Duration.ofHours(72))));
  }

  public static EventSerdes serdes() {
    return new EventSerdes(
        serde(MessageLog.class),
        serde(Account.class),
        serde(CompromiseWindow.class),
        serde(ExposedRecord.class),
        serde(ExposureNotification.class),
        serde(IncidentSummary.class));
  }

  private static <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    AvroSerde<T> serde = new AvroSerde<>();
    serde.configure(
        Map.of(
            "schema.registry.url", "mock://scenario", "specific.avro.value.type", type.getName()),
        false);
    return serde;
  }

  public LogStep log(String logId) {
    return new LogStep(logId);
  }

  public WindowStep window(String windowId) {
    return new WindowStep(windowId);
  }

  public void withdraw(String windowId) {
    pipe(TOPICS.window(), windowId, null);
  }

  public void account(String accountId) {
    account(accountId, "Account " + accountId);
  }

  public void account(String accountId, String name) {
    Account account =
        Account.newBuilder()
            .setAccountId(accountId)
            .setName(name)
            .setContact("soc@" + accountId + ".example")
            .build();
    pipe(
        TOPICS.account(),
        accountId,
        serdes.account().serializer().serialize(TOPICS.account(), account));
  }

  public void deleteAccount(String accountId) {
    pipe(TOPICS.account(), accountId, null);
  }

  /** Sends bytes to any topic. */
  public void raw(String topic, byte[] key, byte[] value, long timestamp) {
    raw(topic, new TestRecord<>(key, value, new RecordHeaders(), timestamp));
  }

  public void raw(String topic, TestRecord<byte[], byte[]> record) {
    input(topic).pipeInput(record);
    if (topic.equals(TOPICS.window())) {
      windowsWritten++;
    }
  }

  /** Sends an input of a story. */
  void send(EncodedInput input, EncodedInput.Offsets offsets) {
    long offset = windowsWritten();
    raw(
        input.topic(),
        new TestRecord<>(
            input.key(), input.value(offsets), input.headers(offsets), NOW.toEpochMilli()));
    if (input.isWindow()) {
      offsets.put(input, offset);
    }
  }

  /** How many records the control topic has, with those that the detector wrote. */
  long windowsWritten() {
    read(TOPICS.window(), restatements::add);
    return windowsWritten + restatements.size();
  }

  /** The records that the detector wrote to the control topic. */
  List<TestRecord<byte[], byte[]>> restatements() {
    return restatements;
  }

  /** Advances the clock until nothing is pending. */
  public TopologyHarness settle() {
    for (int i = 0; i < 6; i++) {
      driver.advanceWallClockTime(Duration.ofMillis(1100));
    }
    drain();
    return this;
  }

  public void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  private void drain() {
    read(
        TOPICS.exposedRecord(),
        record -> {
          ExposedRecord event = decode(serdes.exposedRecord(), TOPICS.exposedRecord(), record);
          exposed.add(event);
          effective.exposure(event);
        });
    read(
        TOPICS.notification(),
        record -> {
          ExposureNotification event = decode(serdes.notification(), TOPICS.notification(), record);
          notifications.add(event);
          effective.notification(new String(record.key(), StandardCharsets.UTF_8), event);
        });
    read(
        TOPICS.incident(),
        record -> effective.incident(decode(serdes.incident(), TOPICS.incident(), record)));
    read(TOPICS.deadLetter(), deadLetters::add);
    read(TOPICS.window(), restatements::add);
  }

  private void read(String topic, Consumer<TestRecord<byte[], byte[]>> consumer) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    while (!output.isEmpty()) {
      consumer.accept(output.readRecord());
    }
  }

  private static <T> T decode(Serde<T> serde, String topic, TestRecord<byte[], byte[]> record) {
    return serde.deserializer().deserialize(topic, record.value());
  }

  /** All records of the exposure topic, in order. */
  public List<ExposedRecord> exposed() {
    return exposed;
  }

  /** "incident/log id" of every record that is flagged. */
  public Set<String> flagged() {
    return effective.exposures().stream()
        .map(event -> event.getIncidentId() + "/" + event.getLogId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All records of the notification topic, in order. */
  public List<ExposureNotification> notifications() {
    return notifications;
  }

  /** The notifications in effect, by "incident/account[/phone]". */
  public Map<String, ExposureNotification> effective() {
    Map<String, ExposureNotification> byName = new TreeMap<>();
    for (ExposureNotification event : effective.notifications()) {
      byName.put(
          event.getIncident().getIncidentId()
              + "/"
              + event.getAccountId()
              + (event.getPhone() == null ? "" : "/" + event.getPhone()),
          event);
    }
    return byName;
  }

  public IncidentSummary incident(String incidentId) {
    return effective.incidents().get(incidentId);
  }

  /** What is in effect as lines, and what no consumer may see. */
  public OutputLines lines() {
    return OutputLines.of(effective);
  }

  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters;
  }

  /** Reason codes of the dead letters, in order. */
  public List<String> deadLetterReasons() {
    return deadLetters.stream()
        .map(r -> r.headers().lastHeader("tocsin.dead-letter.reason").value())
        .map(v -> new String(v, StandardCharsets.UTF_8))
        .toList();
  }

  private void pipe(String topic, String key, byte[] value) {
    raw(topic, key.getBytes(StandardCharsets.UTF_8), value, NOW.toEpochMilli());
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return inputs.computeIfAbsent(
        topic,
        t -> driver.createInputTopic(t, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  @Override
  public void close() {
    driver.close();
    Directories.delete(stateDir);
  }

  /** A log record to send. */
  public final class LogStep {
    private final MessageLog.Builder log;
    private final RecordHeaders headers = new RecordHeaders();
    private String provider = "duo";

    private LogStep(String logId) {
      log =
          MessageLog.newBuilder()
              .setLogId(logId)
              .setAccountId("acme")
              .setPhone("+12025550123")
              .setChannel("SMS")
              .setSentAt(Instant.parse("2024-03-15T10:00:00Z"));
    }

    public LogStep by(String name) {
      provider = name;
      return this;
    }

    public LogStep account(String id) {
      log.setAccountId(id);
      return this;
    }

    public LogStep phone(String number) {
      log.setPhone(number);
      return this;
    }

    public LogStep channel(String name) {
      log.setChannel(name);
      return this;
    }

    public LogStep at(String instant) {
      log.setSentAt(Instant.parse(instant));
      return this;
    }

    public LogStep with(Consumer<MessageLog.Builder> change) {
      change.accept(log);
      return this;
    }

    /** Marks it as the replacement of a dead letter at this place. */
    public LogStep redriven(String from) {
      headers.add("tocsin.redriven-from", from.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    public void push() {
      String topic = TOPICS.messageLog(provider);
      raw(
          topic,
          new TestRecord<>(
              log.getAccountId().getBytes(StandardCharsets.UTF_8),
              serdes.messageLog().serializer().serialize(topic, log.build()),
              headers,
              NOW.toEpochMilli()));
    }
  }

  /** A window to send. */
  public final class WindowStep {
    private final CompromiseWindow.Builder window;
    private String incident = "breach";
    private String title = "The breach";
    private String guidance = "Beware of callers.";

    private WindowStep(String windowId) {
      window =
          CompromiseWindow.newBuilder()
              .setWindowId(windowId)
              .setProvider("duo")
              .setFrom(Instant.parse("2024-03-01T00:00:00Z"))
              .setTo(Instant.parse("2024-04-01T00:00:00Z"))
              .setStatus("ACTIVE");
    }

    public WindowStep incident(String id) {
      incident = id;
      return this;
    }

    public WindowStep title(String text) {
      title = text;
      return this;
    }

    public WindowStep guidance(String text) {
      guidance = text;
      return this;
    }

    public WindowStep provider(String name) {
      window.setProvider(name);
      return this;
    }

    public WindowStep accounts(String... ids) {
      window.setAccountIds(List.of(ids));
      return this;
    }

    public WindowStep channels(String... names) {
      window.setChannels(List.of(names));
      return this;
    }

    public WindowStep from(String instant) {
      window.setFrom(Instant.parse(instant));
      return this;
    }

    public WindowStep to(String instant) {
      window.setTo(Instant.parse(instant));
      return this;
    }

    public WindowStep open() {
      window.setTo(null);
      return this;
    }

    public WindowStep draft() {
      window.setStatus("DRAFT");
      return this;
    }

    public WindowStep with(Consumer<CompromiseWindow.Builder> change) {
      change.accept(window);
      return this;
    }

    public void declare() {
      window.setIncident(
          Incident.newBuilder()
              .setIncidentId(incident)
              .setTitle(title)
              .setBecameAwareAt(Instant.parse("2024-04-01T00:00:00Z"))
              .setGuidance(guidance)
              .build());
      pipe(
          TOPICS.window(),
          window.getWindowId(),
          serdes.window().serializer().serialize(TOPICS.window(), window.build()));
    }
  }
}
