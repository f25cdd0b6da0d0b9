package dev.tocsin.bench.contender;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.cluster.InputFeed;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.serde.AvroDeserializer;
import dev.tocsin.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What a contender wrote, read as a consumer of committed records reads it. */
public final class ContenderOutput implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  /** So long is waited for records too many once there are enough. */
  private static final Duration SETTLING = Duration.ofMillis(1_500);

  private final Contender contender;
  private final TopicReader reader;
  private final AvroDeserializer<ExposedRecord> deserializer;
  private final List<String> pairs = new ArrayList<>();
  private final CRC32C crc = new CRC32C();
  private long digest;
  private long lastNanos = System.nanoTime();

  /** Opens a contender's output at its beginning. */
  public ContenderOutput(Contender contender, RunScope run) {
    this.contender = contender;
    String topic = contender == Contender.TOCSIN ? run.topics().exposedRecord() : run.matches();
    reader = new TopicReader(ClientSettings.consumer(run.cluster().bootstrap()), List.of(topic));
    deserializer = new AvroDeserializer<>(ExposedRecord.class);
    deserializer.configure(Map.of("schema.registry.url", run.cluster().registry()), false);
  }

  /**
   * Reads until as many (window, record) pairs are there as are expected, or a limit has passed.
   *
   * @return {@link System#nanoTime} when the last of them was read
   */
  public long await(int count, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (pairs.size() < count && System.nanoTime() - deadline < 0) {
      read();
    }
    return lastNanos;
  }

  /**
   * Compares what was written with the truth, after a moment for what should not come.
   *
   * @throws WrongOutputException when they differ
   */
  public void verify(Set<String> expected, Duration limit) {
    await(expected.size(), limit);
    settle();
    String difference = Truth.difference(expected, pairs);
    if (!difference.isEmpty()) {
      throw new WrongOutputException(contender.label() + " is wrong: " + difference);
    }
  }

  /**
   * Compares a copy with what was copied.
   *
   * @throws WrongOutputException when they differ
   */
  public void verifyCopy(InputFeed feed, int count, Duration limit) {
    await(count, limit);
    settle();
    if (pairs.size() != count || digest != feed.digest()) {
      throw new WrongOutputException(
          "%s is wrong: copied %d of %d records%s"
              .formatted(
                  contender.label(),
                  pairs.size(),
                  count,
                  digest == feed.digest() ? "" : ", with other content"));
    }
  }

  @Override
  public void close() {
    reader.close();
    deserializer.close();
  }

  private void settle() {
    long end = System.nanoTime() + SETTLING.toNanos();
    while (System.nanoTime() - end < 0) {
      read();
    }
  }

  private void read() {
    ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
    records.forEach(this::take);
    if (!records.isEmpty()) {
      lastNanos = System.nanoTime();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    switch (contender) {
      case FLOOR -> {
        crc.reset();
        crc.update(record.value());
        digest += crc.getValue();
        pairs.add("");
      }
      case TOCSIN -> {
        ExposedRecord exposed =
            Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value()));
        // A withdrawal, of which there must be none, is an unexpected pair.
        String flag = exposed.getAction().equals("FLAGGED") ? "" : exposed.getAction();
        pairs.add(flag + Truth.pair(exposed.getIncidentId(), exposed.getLogId()));
      }
      default -> pairs.add(new String(record.value(), StandardCharsets.UTF_8));
    }
  }
}
