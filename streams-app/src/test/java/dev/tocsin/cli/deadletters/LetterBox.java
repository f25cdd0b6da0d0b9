package dev.tocsin.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.cli.Cli;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes dead letters like the detector, and reads topics as bytes. */
final class LetterBox implements AutoCloseable {

  private final Cli cli;
  private final TopicNames topics;
  private final KafkaProducer<byte[], byte[]> producer;

  LetterBox(Cli cli) {
    this.cli = cli;
    this.topics = cli.config().topics();
    this.producer =
        new KafkaProducer<>(
            cli.config().producerProps("letter-box"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    // A new partition may reject the first batches of a producer.
    read(topics.deadLetter());
  }

  TopicNames topics() {
    return topics;
  }

  /** A letter of a message log, in partition 0. */
  String duo(DeadLetterReason reason, int sourcePartition, long sourceOffset, String value)
      throws Exception {
    return put(
        letter(
            reason,
            topics.messageLog("duo"),
            sourcePartition,
            sourceOffset,
            "account",
            value,
            new RecordHeaders()));
  }

  /** Writes a record, and returns its position: the ID of a letter. */
  String put(ProducerRecord<byte[], byte[]> record) throws Exception {
    RecordMetadata written = producer.send(record).get();
    return written.partition() + "-" + written.offset();
  }

  /** A dead letter, as the detector writes it. */
  ProducerRecord<byte[], byte[]> letter(
      DeadLetterReason reason,
      String topic,
      int partition,
      long offset,
      @Nullable String key,
      @Nullable String value,
      Headers headers) {
    add(headers, HeaderNames.REASON, reason.name());
    add(headers, HeaderNames.DETAIL, "what is wrong");
    add(headers, HeaderNames.TOPIC, topic);
    add(headers, HeaderNames.PARTITION, Integer.toString(partition));
    add(headers, HeaderNames.OFFSET, Long.toString(offset));
    add(headers, HeaderNames.TIMESTAMP, "1710496800000");
    return new ProducerRecord<>(topics.deadLetter(), 0, null, bytes(key), bytes(value), headers);
  }

  static void add(Headers headers, String name, String value) {
    headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
  }

  static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  /** A producer that writes in transactions. */
  KafkaProducer<byte[], byte[]> transactional(String id) {
    Map<String, Object> props = new HashMap<>(cli.config().producerProps("letter-box-" + id));
    props.put("transactional.id", id);
    KafkaProducer<byte[], byte[]> transactional =
        new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer());
    transactional.initTransactions();
    return transactional;
  }

  /**
   * The committed records of a topic, by partition and offset. It waits for open transactions: a
   * new commit is not visible immediately.
   */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            cli.config().consumerProps("letter-box", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = written(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private Map<TopicPartition, Long> written(List<TopicPartition> partitions) {
    Map<String, Object> props = new HashMap<>(cli.config().consumerProps("letter-box", null));
    props.put("isolation.level", "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions);
    }
  }

  /** The committed values of a topic, as text. */
  List<String> values(String topic) {
    return read(topic).stream().map(record -> text(record.value())).toList();
  }

  @Override
  public void close() {
    producer.close();
  }
}
