package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the dead-letter topic: once for the metadata of the letters and for the markers of those
 * that were sent again, and once more for the content of selected letters.
 */
final class DeadLetterTopic {

  private static final String CLIENT = "tocsin-cli-dead-letters";

  private final TocsinConfig config;
  private final String name;

  DeadLetterTopic(TocsinConfig config) {
    this.config = config;
    this.name = config.topics().deadLetter();
  }

  String name() {
    return name;
  }

  /** Reads the records before the first open transaction: sufficient for listing. */
  Letters read(Predicate<Letter> filter) throws InterruptedException {
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      Reading reading = new Reading(filter);
      scan.toEnd(reading);
      return reading.letters;
    }
  }

  /**
   * Reads every record that was committed before this call: the detector writes in transactions
   * too, and an open one hides the markers behind it.
   */
  Letters readAll(Predicate<Letter> filter) throws InterruptedException {
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      Reading reading = new Reading(filter);
      scan.toWritten(reading);
      return reading.letters;
    }
  }

  /**
   * Reads the content of letters, in the order of each partition; skips deleted letters.
   *
   * @param handler returns false to stop
   */
  void contents(Set<Letter.Id> ids, BiPredicate<Letter.Id, Content> handler)
      throws InterruptedException {
    Set<Letter.Id> missing = new HashSet<>(ids);
    if (missing.isEmpty()) {
      return;
    }
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      scan.toEnd(
          polled -> {
            Letter.Id id = new Letter.Id(polled.partition(), polled.offset());
            boolean more = !missing.remove(id) || handler.test(id, LetterReader.content(polled));
            return more && !missing.isEmpty();
          });
    }
  }

  private final class Reading implements Predicate<ConsumerRecord<byte[], byte[]>> {

    private final LetterReader reader = new LetterReader(config.topics());
    private final Letters letters = new Letters();
    private final Predicate<Letter> filter;

    Reading(Predicate<Letter> filter) {
      this.filter = filter;
    }

    @Override
    public boolean test(ConsumerRecord<byte[], byte[]> polled) {
      Optional<Letter> letter = reader.letter(polled);
      Optional<Letter.Id> marker = LetterReader.marker(polled);
      if (letter.isPresent()) {
        letter.filter(filter).ifPresent(letters::add);
      } else if (marker.isPresent()) {
        letters.redriven(marker.get(), Instant.ofEpochMilli(polled.timestamp()));
      } else {
        letters.foreign();
      }
      return true;
    }
  }
}
