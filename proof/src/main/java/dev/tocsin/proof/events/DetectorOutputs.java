package dev.tocsin.proof.events;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.testkit.EffectiveOutputs;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** The output topics of a detector, read from their beginning as a consumer reads them. */
public final class DetectorOutputs implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TocsinConfig config;
  private final EventSerdes serdes;

  /** The place of a record. */
  public record Place(String topic, int partition, long offset) {

    static Place of(ConsumerRecord<byte[], byte[]> record) {
      return new Place(record.topic(), record.partition(), record.offset());
    }
  }

  /**
   * A dead letter.
   *
   * @param origin the place of the original record
   */
  public record DeadLetter(Place origin, String reason) {}

  /**
   * Everything that is committed.
   *
   * @param deadLetters in the order of their topic, repeats included
   * @param places the places of all records
   */
  public record Content(
      EffectiveOutputs<ExposedRecord, ExposureNotification> effective,
      List<DeadLetter> deadLetters,
      Set<Place> places) {

    /** The largest distance of the time of a decision from now, in hours: the error of a clock. */
    public long hoursOff() {
      return effective.exposures().stream()
          .mapToLong(
              event -> Math.abs(Duration.between(event.getDecidedAt(), Instant.now()).toHours()))
          .max()
          .orElse(0);
    }
  }

  public DetectorOutputs(TocsinConfig config) {
    this.config = config;
    serdes = Wiring.serdes(config);
  }

  /** Names of the topics. */
  public List<String> topics() {
    TopicNames names = config.topics();
    return List.of(
        names.exposedRecord(), names.notification(), names.incident(), names.deadLetter());
  }

  /** Reads everything that is committed. */
  public Content read() {
    Content content = new Content(EffectiveOutputs.ofEvents(), new ArrayList<>(), new HashSet<>());
    try (TopicReader reader = new TopicReader(config.consumerProps("proof", null), topics())) {
      reader.readToEnd(LIMIT, record -> take(record, content));
    }
    return content;
  }

  /**
   * Places of records that are not committed.
   *
   * @param hidden first offset and end of such records by partition
   */
  public Set<Place> uncommitted(Map<TopicPartition, long[]> hidden) {
    Set<Place> places = new HashSet<>();
    try (TopicReader reader = new TopicReader(readUncommitted(), topics())) {
      reader.readToEnd(
          LIMIT,
          record -> {
            long[] range = hidden.get(new TopicPartition(record.topic(), record.partition()));
            if (range != null && record.offset() >= range[0] && record.offset() < range[1]) {
              places.add(Place.of(record));
            }
          });
    }
    return places;
  }

  /** How many records a topic holds now, which compaction may have made fewer. */
  public long retained(String topic) {
    long[] records = {0};
    try (TopicReader reader = new TopicReader(readUncommitted(), List.of(topic))) {
      reader.readToEnd(LIMIT, record -> records[0]++);
    }
    return records[0];
  }

  @Override
  public void close() {
    serdes.close();
  }

  private Map<String, Object> readUncommitted() {
    Map<String, Object> props = new HashMap<>(config.consumerProps("proof", null));
    props.put("isolation.level", "read_uncommitted");
    return props;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Content content) {
    TopicNames names = config.topics();
    String topic = record.topic();
    content.places().add(Place.of(record));
    if (topic.equals(names.exposedRecord())) {
      content
          .effective()
          .exposure(serdes.exposedRecord().deserializer().deserialize(topic, record.value()));
    } else if (topic.equals(names.notification())) {
      content
          .effective()
          .notification(
              new String(record.key(), StandardCharsets.UTF_8),
              serdes.notification().deserializer().deserialize(topic, record.value()));
    } else if (topic.equals(names.incident())) {
      content
          .effective()
          .incident(serdes.incident().deserializer().deserialize(topic, record.value()));
    } else {
      content.deadLetters().add(deadLetter(record));
    }
  }

  private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        new Place(
            header(record, HeaderNames.TOPIC),
            Integer.parseInt(header(record, HeaderNames.PARTITION)),
            Long.parseLong(header(record, HeaderNames.OFFSET))),
        header(record, HeaderNames.REASON));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "-1" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
