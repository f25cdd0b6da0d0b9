package dev.tocsin.topology.lastresort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.history.CorruptRowException;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.IntakeProcessor;
import dev.tocsin.topology.output.DeadLetterWriter;
import dev.tocsin.topology.state.BufferedStore;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A failure after intake validation does not make a valid record a dead letter. */
class IntakeFailureTest {

  private static final String NEXT = "next";
  private static final StoreTable PARKING = StoreTable.ACCOUNT_PARKED;

  @Test
  void shouldStopIfStoredRowIsDamaged() {
    // Given
    RuntimeException failure = new CorruptRowException("row");
    try (TopologyTestDriver driver = driver(failure)) {
      var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());

      // Then
      assertThatThrownBy(() -> in.pipeInput(new byte[] {1}, new byte[] {2})).hasRootCause(failure);
      assertThat(
              driver
                  .createOutputTopic(
                      "dead", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                  .isEmpty())
          .isTrue();
    }
  }

  private static TopologyTestDriver driver(RuntimeException failure) {
    TopologySettings settings = TestSettings.get();
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(BufferedStore.builder(Stores.inMemoryKeyValueStore(PARKING.store())));
    KStream<byte[], Intake<byte[]>> intake =
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(
                () ->
                    new IntakeProcessor<>(
                        PARKING,
                        NEXT,
                        (raw, now, taken) -> taken.add(raw.value()),
                        false,
                        settings,
                        NoTelemetry.INSTANCE),
                PARKING.store());
    intake.process(() -> new Failing(failure), Named.as(NEXT));
    intake
        .process(() -> new DeadLetterWriter<>(1_000))
        .to("dead", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "intake-failure");
    props.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "last-resort");
    props.put(LastResort.MAX_BYTES, 1_000);
    props.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecordHandler.class);
    return new TopologyTestDriver(builder.build(), props);
  }

  private static final class Failing
      extends ContextualProcessor<byte[], Intake<byte[]>, Void, Void> {

    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void process(Record<byte[], Intake<byte[]>> record) {
      throw failure;
    }
  }
}
