package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.topic.PartitionCounts;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** Decides which dead letters can be sent again, and why the others cannot. */
final class RedrivePlan {

  private final TocsinConfig config;
  private final TopicNames topics;
  private final LetterFilter filter;
  private final PartitionCounts partitions;
  private final List<Letter> sendable = new ArrayList<>();
  private final Map<Letter, Obstacle> obstacles = new LinkedHashMap<>();
  private long redriven;

  private RedrivePlan(TocsinConfig config, LetterFilter filter, PartitionCounts partitions) {
    this.config = config;
    this.topics = config.topics();
    this.filter = filter;
    this.partitions = partitions;
  }

  /**
   * Makes the plan.
   *
   * @param limit most letters to send
   */
  static RedrivePlan of(
      TocsinConfig config,
      LetterFilter filter,
      Letters letters,
      PartitionCounts partitions,
      long limit)
      throws InterruptedException {
    RedrivePlan plan = new RedrivePlan(config, filter, partitions);
    List<Letter> open = new ArrayList<>();
    for (Letter letter : letters.all()) {
      if (letters.redriven(letter).isPresent()) {
        plan.redriven++;
      } else {
        open.add(letter);
      }
    }
    Map<String, LastWords> lastWords = plan.lastWords(open);
    for (Letter letter : open) {
      Optional<Obstacle> obstacle = plan.obstacle(letter, lastWords);
      if (obstacle.isPresent()) {
        plan.obstacles.put(letter, obstacle.get());
      } else if (plan.sendable.size() < limit) {
        plan.sendable.add(letter);
      }
    }
    return plan;
  }

  /** Those to send, the oldest first. */
  List<Letter> sendable() {
    return List.copyOf(sendable);
  }

  /** Those that cannot be sent, the oldest first. */
  Map<Letter, Obstacle> obstacles() {
    return new LinkedHashMap<>(obstacles);
  }

  /** How many of those that were asked for were sent before. */
  long redriven() {
    return redriven;
  }

  private Optional<Obstacle> obstacle(Letter letter, Map<String, LastWords> lastWords)
      throws InterruptedException {
    if (letter.omitted()) {
      return Optional.of(Obstacle.NOT_WHOLE);
    }
    Letter.Source source = letter.source();
    if (!source.isKnown()) {
      return Optional.of(Obstacle.NO_ORIGIN);
    }
    boolean keyed = isKeyed(letter);
    if (!keyed && letter.provider() == null) {
      return Optional.of(Obstacle.NOT_AN_INPUT);
    }
    if (partitions.of(source.topic()) == 0) {
      return Optional.of(Obstacle.NO_TOPIC);
    }
    if (keyed) {
      return keyedObstacle(letter, lastWords);
    }
    return letter.hasValue() ? Optional.empty() : Optional.of(Obstacle.NO_VALUE);
  }

  private Optional<Obstacle> keyedObstacle(Letter letter, Map<String, LastWords> lastWords) {
    Bytes key = letter.key();
    LastWords words = lastWords.get(letter.source().topic());
    if (!filter.names(letter.source().topic())) {
      return Optional.of(Obstacle.NOT_NAMED);
    }
    if (key == null) {
      return Optional.of(Obstacle.NO_KEY);
    }
    // Kafka Streams does not always have the value at hand for a record that a processor failed on.
    if (!letter.hasValue() && letter.reason().equals(DeadLetterReason.INTERNAL_ERROR.name())) {
      return Optional.of(Obstacle.UNCERTAIN);
    }
    return words != null && words.isLast(key, letter.source())
        ? Optional.empty()
        : Optional.of(Obstacle.NOT_THE_LATEST);
  }

  private Map<String, LastWords> lastWords(List<Letter> letters) throws InterruptedException {
    Map<String, Set<Bytes>> keys = new HashMap<>();
    for (Letter letter : letters) {
      Bytes key = letter.key();
      String topic = letter.source().topic();
      if (key != null && filter.names(topic) && partitions.of(topic) > 0) {
        keys.computeIfAbsent(topic, t -> new HashSet<>()).add(key);
      }
    }
    Map<String, LastWords> words = new HashMap<>();
    for (Map.Entry<String, Set<Bytes>> entry : keys.entrySet()) {
      words.put(entry.getKey(), LastWords.read(config, entry.getKey(), entry.getValue()));
    }
    return words;
  }

  private boolean isKeyed(Letter letter) {
    return LetterReader.isKeyed(topics, letter.source().topic());
  }
}
