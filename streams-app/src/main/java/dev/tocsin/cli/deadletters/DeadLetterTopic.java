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
 * Reads the dead-letter topic: once for what the letters say of themselves and which of them were
 * sent again, and once more for what those carry that are wanted.
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

  /** What is committed as far as nothing is open before it: enough to look at. */
  Letters read(Predicate<Letter> wanted) throws InterruptedException {
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      Reading reading = new Reading(wanted);
      scan.toEnd(reading);
      return reading.letters;
    }
  }

  /**
   * Everything that was committed before this call: the detector writes in transactions too, and a
   * marker behind an open one is hidden until that ends.
   */
  Letters readAll(Predicate<Letter> wanted) throws InterruptedException {
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      Reading reading = new Reading(wanted);
      scan.toWritten(reading);
      return reading.letters;
    }
  }

  /**
   * Reads what letters carry, in the order of each partition; those that are no longer there are
   * left out.
   *
   * @param handler returns false to stop
   */
  void contents(Set<LetterId> ids, BiPredicate<LetterId, Content> handler)
      throws InterruptedException {
    Set<LetterId> missing = new HashSet<>(ids);
    if (missing.isEmpty()) {
      return;
    }
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, name, CLIENT)) {
      scan.toEnd(
          polled -> {
            LetterId id = new LetterId(polled.partition(), polled.offset());
            boolean more = !missing.remove(id) || handler.test(id, LetterReader.content(polled));
            return more && !missing.isEmpty();
          });
    }
  }

  private final class Reading implements Predicate<ConsumerRecord<byte[], byte[]>> {

    private final LetterReader reader = new LetterReader(config.topics());
    private final Letters letters = new Letters();
    private final Predicate<Letter> wanted;

    Reading(Predicate<Letter> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean test(ConsumerRecord<byte[], byte[]> polled) {
      Optional<Letter> letter = reader.letter(polled);
      Optional<LetterId> marker = LetterReader.marker(polled);
      if (letter.isPresent()) {
        letter.filter(wanted).ifPresent(letters::add);
      } else if (marker.isPresent()) {
        letters.redriven(marker.get(), Instant.ofEpochMilli(polled.timestamp()));
      } else {
        letters.strange();
      }
      return true;
    }
  }
}
