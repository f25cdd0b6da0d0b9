package dev.tocsin.topology.lastresort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.codec.DamagedBytesException;
import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.naming.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LastResortTest {

  private static final String PHONE = "+14155550123";

  private final LogLines lines = new LogLines();

  @BeforeEach
  void listen() {
    lines.start();
    root().addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    root().removeAppender(lines);
  }

  @Test
  void shouldSendFailedRecordToDeadLettersAndContinue() {
    // Given
    try (TopologyTestDriver driver = driver(Failing::new, 100)) {
      // When
      push(driver, "bad " + PHONE);
      push(driver, "good");
      // Then
      assertThat(read(driver, "out")).extracting(r -> text(r.value())).containsExactly("good");
      List<TestRecord<byte[], byte[]>> dead = read(driver, "dead");
      assertThat(dead).extracting(r -> text(r.value())).containsExactly("bad " + PHONE);
      assertThat(header(dead.getFirst(), HeaderNames.REASON))
          .isEqualTo(DeadLetterReason.INTERNAL_ERROR.name());
      assertThat(header(dead.getFirst(), HeaderNames.TOPIC)).isEqualTo("in");
      assertThat(header(dead.getFirst(), HeaderNames.OFFSET)).isEqualTo("0");
    }
  }

  @Test
  void shouldNotRevealRecord() {
    // Given
    try (TopologyTestDriver driver = driver(Failing::new, 100)) {
      // When
      push(driver, "bad " + PHONE);
      // Then
      TestRecord<byte[], byte[]> dead = read(driver, "dead").getFirst();
      assertThat(header(dead, HeaderNames.DETAIL))
          .contains("IllegalStateException at dev.tocsin.topology.lastresort.LastResortTest");
      for (Header header : dead.headers()) {
        assertThat(new String(header.value(), StandardCharsets.UTF_8)).doesNotContain(PHONE);
      }
      assertThat(lines.all).isNotEmpty().noneMatch(line -> line.contains(PHONE));
    }
  }

  @Test
  void shouldOmitValueThatIsTooLarge() {
    // Given
    try (TopologyTestDriver driver = driver(Failing::new, 10)) {
      // When
      push(driver, "bad " + PHONE);
      // Then
      TestRecord<byte[], byte[]> dead = read(driver, "dead").getFirst();
      assertThat(dead.value()).isNull();
      assertThat(header(dead, HeaderNames.OMITTED_BYTES)).isEqualTo("17");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4000, 1, 1",
    "1, 4000, 1",
    "1, 1, 4000",
    "4000, 4000, 4000",
    "100, 100, 87",
    "100, 100, 88"
  })
  void shouldBoundSizeOfDeadLetter(int keyBytes, int valueBytes, int headerBytes) {
    // Given
    int maxBytes = 100;
    byte[] value = "b".repeat(valueBytes).getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add("their", new byte[headerBytes]);
    try (TopologyTestDriver driver = driver(Failing::new, maxBytes)) {
      // When
      driver
          .createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new TestRecord<>(new byte[keyBytes], value, headers));
      // Then
      TestRecord<byte[], byte[]> dead = read(driver, "dead").getFirst();
      assertThat(length(dead.key())).isEqualTo(keyBytes <= maxBytes ? keyBytes : 0);
      assertThat(length(dead.value())).isEqualTo(valueBytes <= maxBytes ? valueBytes : 0);
      assertThat(dead.headers().lastHeader("their") != null).isEqualTo(headerBytes <= 87);
      assertThat(header(dead, HeaderNames.OFFSET)).isEqualTo("0");
      assertThat(size(dead)).isLessThan(3L * maxBytes + 2_000);
    }
  }

  static List<RuntimeException> unreadable() {
    return List.of(
        new MissingKeyException("4711", "it is gone"),
        new CorruptRowException("row"),
        new DamagedBytesException("row"),
        new UnknownVersionException("a row", 2, "version 1"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void shouldStopIfStateIsUnreadable(RuntimeException failure) {
    // Given
    try (TopologyTestDriver driver = driver(() -> new FailingWith(failure), 100)) {
      // Then
      assertThatThrownBy(() -> push(driver, "good")).hasRootCause(failure);
      assertThat(read(driver, "dead")).isEmpty();
    }
  }

  @Test
  void shouldStopIfScheduledActionFails() {
    // Given
    try (TopologyTestDriver driver = driver(FailingOnSchedule::new, 100)) {
      push(driver, "good");
      // Then
      assertThatThrownBy(() -> driver.advanceWallClockTime(Duration.ofSeconds(1)))
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldStopIfInternalRecordFails() {
    // Given
    String internal = "last-resort-windows-repartition";
    try (TopologyTestDriver driver = driver(Failing::new, 100, internal)) {
      var input =
          driver.createInputTopic(internal, new ByteArraySerializer(), new ByteArraySerializer());
      byte[] bad = "bad".getBytes(StandardCharsets.UTF_8);
      // Then
      assertThatThrownBy(() -> input.pipeInput(new byte[] {1}, bad))
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  private static TopologyTestDriver driver(
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor, int maxBytes) {
    return driver(processor, maxBytes, "in");
  }

  private static TopologyTestDriver driver(
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor, int maxBytes, String from) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .process(processor)
        .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "last-resort");
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    props.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "dead");
    props.put(LastResort.MAX_BYTES, maxBytes);
    props.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecordHandler.class);
    props.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class);
    return new TopologyTestDriver(builder.build(), props);
  }

  private static void push(TopologyTestDriver driver, String value) {
    driver
        .createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new byte[] {1}, value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static long size(TestRecord<byte[], byte[]> dead) {
    long size = length(dead.key()) + length(dead.value());
    for (Header header : dead.headers()) {
      size += header.key().length() + length(header.value());
    }
    return size;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String header(TestRecord<byte[], byte[]> dead, String name) {
    return text(dead.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Logger root() {
    return (Logger) LogManager.getRootLogger();
  }

  private static final class Failing extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      String value = text(record.value());
      if (value.startsWith("b")) {
        throw new IllegalStateException("cannot process " + value);
      }
      context().forward(record);
    }
  }

  private static final class FailingWith
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final RuntimeException failure;

    FailingWith(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      throw failure;
    }
  }

  private static final class FailingOnSchedule
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      super.init(context);
      context.schedule(
          Duration.ofMillis(100),
          PunctuationType.WALL_CLOCK_TIME,
          now -> {
            throw new IllegalStateException("scan of " + PHONE);
          });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      context().forward(record);
    }
  }

  /** Everything that is logged while a test runs, with key-values and stack traces. */
  private static final class LogLines extends AbstractAppender {
    private final List<String> all = new ArrayList<>();

    private LogLines() {
      super("last-resort-test", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      all.add(
          event.getMessage().getFormattedMessage()
              + event.getContextData().toMap()
              + event.getThrown());
    }
  }
}
