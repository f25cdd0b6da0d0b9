package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Progress;
import dev.tocsin.cli.topic.PartitionCounts;
import dev.tocsin.cli.topic.TransactionalWriter;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.naming.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Sends dead letters again, each at most once, even with several processes and after aborted runs.
 *
 * <p>A record is written to its topic in one transaction with a marker, so both exist or neither.
 * The marker is in the dead-letter topic, in the partition of its letter and after it, so retention
 * never deletes it first, and a recreated topic has neither. No other process can write a marker
 * meanwhile, because opening a writer fences every earlier one; so markers must be read after this
 * is opened.
 */
final class Redrive implements AutoCloseable {

  private static final int BATCH_LETTERS = 500;
  private static final int BATCH_BYTES = 4 * 1024 * 1024;

  private final DeadLetterTopic topic;
  private final PartitionCounts partitions;
  private final TransactionalWriter writer;

  /** Its size is read on another thread when a signal arrives. */
  private final List<Letter> sent = Collections.synchronizedList(new ArrayList<>());

  private final List<Letter> refused = new ArrayList<>();

  private final List<Letter> batch = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();
  private long batchBytes;

  /**
   * Fences every other redrive of the topic.
   *
   * @throws CliException if Kafka cannot be reached or the topic does not exist
   */
  Redrive(TocsinConfig config, PartitionCounts partitions) throws InterruptedException {
    this.topic = new DeadLetterTopic(config);
    this.partitions = partitions;
    this.writer =
        new TransactionalWriter(
            config,
            topic.name(),
            ClientNames.redrive(topic.name()),
            "the redrive of topic '"
                + topic.name()
                + "' was fenced: another redrive of the topic started, or a transaction timed out;"
                + " no dead letter is sent twice; let one redrive finish, then retry for the"
                + " rest");
  }

  /** Reads the letters and all markers; another process cannot add one without fencing this. */
  Letters letters(LetterFilter filter) throws InterruptedException {
    return topic.readAll(filter);
  }

  /**
   * Sends letters.
   *
   * @param stop checked between two transactions
   * @throws CliException if another redrive fenced this one or Kafka cannot be reached; the letters
   *     sent before stay sent and marked
   */
  void send(List<Letter> letters, BooleanSupplier stop, Progress progress)
      throws InterruptedException {
    Map<Letter.Id, Letter> wanted = new HashMap<>();
    letters.forEach(letter -> wanted.put(letter.id(), letter));
    topic.contents(
        wanted.keySet(),
        (id, content) -> {
          Letter letter = wanted.get(id);
          if (letter != null) {
            add(letter, content, progress);
          }
          return !stop.getAsBoolean();
        });
    if (!stop.getAsBoolean()) {
      flush(progress);
    }
  }

  /** The letters that were sent and marked. */
  List<Letter> sent() {
    return List.copyOf(sent);
  }

  /** The letters that their topic rejected. */
  List<Letter> refused() {
    return List.copyOf(refused);
  }

  private void add(Letter letter, Content content, Progress progress) {
    batch.add(letter);
    contents.add(content);
    batchBytes += Math.max(0, letter.bytes());
    if (batch.size() >= BATCH_LETTERS || batchBytes >= BATCH_BYTES) {
      flush(progress);
    }
  }

  private void flush(Progress progress) {
    List<Letter> flushed = List.copyOf(batch);
    List<Content> carried = List.copyOf(contents);
    batch.clear();
    contents.clear();
    batchBytes = 0;
    if (flushed.isEmpty()) {
      return;
    }
    if (flushed.size() == 1 || !write(flushed, carried)) {
      // A broker rejects a whole batch for one record, so send each record alone.
      for (int i = 0; i < flushed.size(); i++) {
        if (!write(flushed.subList(i, i + 1), carried.subList(i, i + 1))) {
          refused.add(flushed.get(i));
        }
      }
    }
    progress.advance(flushed.size());
  }

  /** Sends all in one transaction; false if a topic rejects one, and none was sent. */
  private boolean write(List<Letter> letters, List<Content> carried) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < letters.size(); i++) {
      records.add(original(letters.get(i), carried.get(i)));
    }
    letters.forEach(letter -> records.add(marker(letter)));
    OptionalInt bad = writer.write(records);
    if (bad.isEmpty()) {
      sent.addAll(letters);
      return true;
    }
    if (bad.getAsInt() >= letters.size()) {
      throw new CliException(
          ExitCodes.CONFIG,
          "topic '"
              + topic.name()
              + "' rejects the markers, so no dead letter is sent; fix the topic as 'tocsin topics"
              + " check' reports");
    }
    return false;
  }

  private ProducerRecord<byte[], byte[]> original(Letter letter, Content content) {
    return new ProducerRecord<>(
        letter.source().topic(),
        partition(letter.source()),
        // The timestamp is the time of the redrive; the original one may be the reason.
        null,
        content.key(),
        content.value(),
        headers(letter, content));
  }

  /** A message log names the dead letter that it replaces, so that coverage counts it. */
  private static List<Header> headers(Letter letter, Content content) {
    if (letter.provider() == null) {
      return content.headers();
    }
    List<Header> headers = new ArrayList<>(content.headers());
    String from = letter.source().partition() + "-" + letter.source().offset();
    headers.add(new RecordHeader(HeaderNames.REDRIVEN_FROM, from.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  /**
   * The original partition, or any partition if the topic was recreated with fewer. Matching scans
   * every partition and relies on no partitioner, so any partition would do for a message log; a
   * duplicate costs least in the original one, and the provider may use another partitioner than
   * ours. A window or account must be in the partition of its older versions, or compaction keeps
   * both.
   */
  private int partition(Letter.Source source) {
    int count = count(source.topic());
    return source.partition() < count ? source.partition() : Math.floorMod(source.offset(), count);
  }

  private int count(String name) {
    try {
      return partitions.of(name);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> marker(Letter letter) {
    Header header = new RecordHeader(HeaderNames.REDRIVEN, letter.id().bytes());
    return new ProducerRecord<>(
        topic.name(), letter.id().partition(), null, null, null, List.of(header));
  }

  @Override
  public void close() {
    writer.close();
  }
}
