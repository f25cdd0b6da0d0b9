package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.cli.Cli;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.topology.control.ControlEnd;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ControlTopicEndIT {

  private static final int ABORTED = 700;

  @Test
  void shouldFindTheLastRecordOfCommittedTransactions() throws Exception {
    // Given
    TocsinConfig config = Cli.onCluster("control-end.").config();
    String topic = config.topics().window();

    // Then
    assertThat(lastRecord(config)).isEqualTo(ControlEnd.EMPTY);

    try (KafkaProducer<String, String> producer = producer(config)) {
      producer.initTransactions();

      // When
      send(producer, topic, 2);
      producer.commitTransaction();

      // Then
      assertThat(lastRecord(config)).isEqualTo(1);

      // When
      send(producer, topic, ABORTED);
      producer.abortTransaction();

      // Then
      assertThat(lastRecord(config)).isEqualTo(1);
    }
  }

  @Test
  void shouldWaitForOpenTransactions() throws Exception {
    // Given
    TocsinConfig config = Cli.onCluster("control-end-open.").config();
    try (KafkaProducer<String, String> producer = producer(config)) {
      producer.initTransactions();
      send(producer, config.topics().window(), 1);

      // When
      CompletableFuture<Long> last = new ControlTopicEnd(config).lastRecord();

      // Then
      assertThat(last).isNotDone();

      // When
      producer.commitTransaction();

      // Then
      assertThat(last.get(1, TimeUnit.MINUTES)).isZero();
    }
  }

  @Test
  void shouldFailWithoutBrokers() {
    // Given
    TocsinConfig config =
        Cli.with(
                Map.of(
                    "TOCSIN_BOOTSTRAP_SERVERS",
                    "localhost:1",
                    "TOCSIN_KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS",
                    "2000",
                    "TOCSIN_KAFKA_ADMIN_REQUEST_TIMEOUT_MS",
                    "1000"))
            .config();

    // When
    CompletableFuture<Long> last = new ControlTopicEnd(config).lastRecord();

    // Then
    assertThat(last).failsWithin(1, TimeUnit.MINUTES).withThrowableOfType(ExecutionException.class);
  }

  private static long lastRecord(TocsinConfig config) throws Exception {
    return new ControlTopicEnd(config).lastRecord().get(1, TimeUnit.MINUTES);
  }

  private static void send(KafkaProducer<String, String> producer, String topic, int records) {
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      producer.send(new ProducerRecord<>(topic, "w" + i, "any"));
    }
    producer.flush();
  }

  private static KafkaProducer<String, String> producer(TocsinConfig config) {
    Map<String, Object> props = new HashMap<>(config.producerProps("control-end"));
    props.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "control-end" + config.topics().prefix());
    props.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(props, new StringSerializer(), new StringSerializer());
  }
}
