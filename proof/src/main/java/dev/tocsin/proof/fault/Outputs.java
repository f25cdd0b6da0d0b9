package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The output topics, read from their beginning as a consumer reads them. */
final class Outputs {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TocsinConfig config;
  private final EventSerdes serdes;

  /**
   * What was read.
   *
   * @param deadLetters where each came from and why, as often as it is there
   * @param places where the records lie
   * @param records how many there are
   */
  record Content(
      Heard heard, List<DeadLetter> deadLetters, Set<RandomInputs.Origin> places, long records) {

    /** Largest distance of a decision's time from now, in hours: how far clocks are off. */
    long hoursOff() {
      return heard.decidedAt().stream()
          .mapToLong(at -> Math.abs(Duration.between(at, Instant.now()).toHours()))
          .max()
          .orElse(0);
    }
  }

  /** What a dead letter says. */
  record DeadLetter(RandomInputs.Origin origin, String reason) {}

  Outputs(TocsinConfig config) {
    this.config = config;
    serdes = Wiring.serdes(config);
  }

  /** Names of the topics. */
  List<String> topics() {
    TopicNames names = config.topics();
    return List.of(
        names.exposedRecord(), names.notification(), names.incident(), names.deadLetter());
  }

  /** Reads everything that is committed. */
  Content read() {
    Heard heard = new Heard();
    List<DeadLetter> letters = new ArrayList<>();
    Set<RandomInputs.Origin> places = new HashSet<>();
    TopicNames names = config.topics();
    Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new TreeMap<>();
    readers.put(
        names.exposedRecord(),
        r ->
            heard.exposure(
                serdes.exposedRecord().deserializer().deserialize(r.topic(), r.value())));
    readers.put(
        names.notification(),
        r ->
            heard.notification(
                serdes.notification().deserializer().deserialize(r.topic(), r.value())));
    readers.put(
        names.incident(),
        r -> heard.incident(serdes.incident().deserializer().deserialize(r.topic(), r.value())));
    readers.put(names.deadLetter(), r -> letters.add(letter(r)));
    long[] records = {0};
    read(
        new HashMap<>(config.consumerProps("proof", null)),
        topics(),
        record -> {
          records[0]++;
          places.add(place(record));
          readers.getOrDefault(record.topic(), r -> {}).accept(record);
        });
    return new Content(heard, letters, places, records[0]);
  }

  /** Places of the records that lie at or behind an offset, committed or not. */
  Set<RandomInputs.Origin> uncommitted(Map<TopicPartition, long[]> hidden) {
    Set<RandomInputs.Origin> places = new HashSet<>();
    Map<String, Object> props = new HashMap<>(config.consumerProps("proof", null));
    props.put("isolation.level", "read_uncommitted");
    read(
        props,
        topics(),
        record -> {
          long[] range = hidden.get(new TopicPartition(record.topic(), record.partition()));
          if (range != null && record.offset() >= range[0] && record.offset() < range[1]) {
            places.add(place(record));
          }
        });
    return places;
  }

  /** How many records lie in a topic now. */
  long lying(String topic) {
    long[] records = {0};
    Map<String, Object> props = new HashMap<>(config.consumerProps("proof", null));
    props.put("isolation.level", "read_uncommitted");
    read(props, List.of(topic), record -> records[0]++);
    return records[0];
  }

  private static void read(
      Map<String, Object> props,
      List<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
          partitions.add(new TopicPartition(topic, info.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long giveUp = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(sink);
        if (System.nanoTime() - giveUp > 0) {
          throw new BrokenPromiseException(
              "the outputs cannot be read to their end within " + LIMIT.toSeconds() + " s");
        }
      }
    }
  }

  private static RandomInputs.Origin place(ConsumerRecord<byte[], byte[]> record) {
    return new RandomInputs.Origin(record.topic(), record.partition(), record.offset());
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        new RandomInputs.Origin(
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
