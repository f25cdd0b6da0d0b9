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
 * Sends dead letters again, each at most once, whoever does it and however often it is broken off.
 *
 * <p>A record goes back to its topic in one transaction with a marker that says so: both are there,
 * or neither is. The marker lies in the dead-letter topic itself, in the partition of its letter
 * and behind it, so retention never takes it first, and a topic that is made anew has neither.
 * Nobody else can write a marker meanwhile, because opening a writer shuts out every earlier one;
 * so markers have to be read after this is opened and not before.
 */
final class Redrive implements AutoCloseable {

  private static final int BATCH_LETTERS = 500;
  private static final int BATCH_BYTES = 4 * 1024 * 1024;

  private final DeadLetterTopic topic;
  private final PartitionCounts partitions;
  private final TransactionalWriter writer;

  /** Its size is asked for while a signal is handled, on another thread. */
  private final List<Letter> sent = Collections.synchronizedList(new ArrayList<>());

  private final List<Letter> refused = new ArrayList<>();

  private final List<Letter> batch = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();
  private long batchBytes;

  /**
   * Shuts out everybody else who sends dead letters of this topic again.
   *
   * @throws CliException when the cluster does not answer or lacks the topic
   */
  Redrive(TocsinConfig config, PartitionCounts partitions) throws InterruptedException {
    this.topic = new DeadLetterTopic(config);
    this.partitions = partitions;
    this.writer =
        new TransactionalWriter(
            config,
            topic.name(),
            ClientNames.redrive(topic.name()),
            "another redrive of topic '"
                + topic.name()
                + "' was started and took over, or a transaction took too long: this one stops,"
                + " and nothing is sent twice; let one finish, then run this again for what is"
                + " left");
  }

  /** Reads the letters and all markers; nobody can add one from now on without ending this. */
  Letters letters(LetterFilter filter) throws InterruptedException {
    return topic.readAll(filter);
  }

  /**
   * Sends letters.
   *
   * @param stop asked between two transactions
   * @throws CliException when somebody else took over or the cluster does not answer; what was sent
   *     until then stays sent and is marked
   */
  void send(List<Letter> letters, BooleanSupplier stop, Progress progress)
      throws InterruptedException {
    Map<LetterId, Letter> wanted = new HashMap<>();
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

  /** Those that were sent and are marked. */
  List<Letter> sent() {
    return List.copyOf(sent);
  }

  /** Those that their topic did not take. */
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
      // A broker blames a whole batch for one record: alone, each answers for itself.
      for (int i = 0; i < flushed.size(); i++) {
        if (!write(flushed.subList(i, i + 1), carried.subList(i, i + 1))) {
          refused.add(flushed.get(i));
        }
      }
    }
    progress.advance(flushed.size());
  }

  /** All of them in one transaction; false when a topic does not take one, and none was sent. */
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
              + "' does not take the note of what is sent again, so nothing is; mend it as"
              + " 'tocsin topics check' says");
    }
    return false;
  }

  private ProducerRecord<byte[], byte[]> original(Letter letter, Content content) {
    return new ProducerRecord<>(
        letter.source().topic(),
        partition(letter.source()),
        // Dated at arrival, as everything is; its own date may be why it died.
        null,
        content.key(),
        content.value(),
        headers(letter, content));
  }

  /** A message log says which dead letter it makes good, so that it is no longer missed. */
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
   * Where it was before, or anywhere when its topic was made anew with fewer partitions. Matching
   * looks into every partition and trusts no partitioner, so any would do for a message log; the
   * old one is where a duplicate costs least, and our own partitioner need not be the provider's. A
   * window or account has to lie where its older versions do, or compaction keeps both.
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
