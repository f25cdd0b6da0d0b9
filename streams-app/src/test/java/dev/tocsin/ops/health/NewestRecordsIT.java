package dev.tocsin.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class NewestRecordsIT {

  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition("duo", 0),
          new TopicPartition("duo", 1),
          new TopicPartition("quiet", 0),
          new TopicPartition("missing", 0));

  @Test
  void shouldKeepTheNewestTimestampWhileTheBrokerIsDown() throws Exception {
    // Given
    LocalStack stack = LocalStack.start(LocalStackSettings.builder().withRegistry(false).build());
    Map<String, Object> props = Map.of("bootstrap.servers", stack.bootstrapServers());
    try (stack;
        Admin admin = Admin.create(props)) {
      admin
          .createTopics(
              List.of(new NewTopic("duo", 2, (short) 1), new NewTopic("quiet", 1, (short) 1)))
          .all()
          .get();
      NewestRecords newest = new NewestRecords(admin, PARTITIONS);
      assertThat(newest.seconds("duo")).isNull();
      long now = System.currentTimeMillis();
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer())) {
        byte[] value = "log".getBytes(StandardCharsets.UTF_8);
        // The newest one is neither the last one of its partition nor in the last partition.
        producer.send(new ProducerRecord<>("duo", 0, now, null, value)).get();
        producer.send(new ProducerRecord<>("duo", 0, now - 60_000, null, value)).get();
        producer.send(new ProducerRecord<>("duo", 1, now - 30_000, null, value)).get();
      }

      // When
      newest.read();

      // Then
      assertThat(newest.seconds("duo")).isEqualTo(now / 1000.0);
      assertThat(newest.seconds("quiet")).isNull();
      assertThat(newest.seconds("missing"))
          .as("a missing topic does not affect the others")
          .isNull();

      // When
      stack.close();
      long began = System.nanoTime();
      newest.read();

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      assertThat(newest.seconds("duo")).isEqualTo(now / 1000.0);
    }
  }
}
