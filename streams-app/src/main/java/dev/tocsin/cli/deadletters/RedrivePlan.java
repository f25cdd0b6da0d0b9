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

/** Decides which dead letters can be sent again, and why others cannot. */
final class RedrivePlan {

  /** Why a dead letter cannot be sent again, and what to do instead. */
  enum Obstacle {
    NOT_WHOLE("a part of the record was too large to include; have its source send it again"),
    NO_ORIGIN("its headers do not name the original record; have its source send it again"),
    NOT_AN_INPUT("its topic is not an input of this installation; check topic.prefix"),
    NO_TOPIC("its topic does not exist any more"),
    NO_VALUE("it has no value, and message logs require one; have its source send it again"),
    NO_KEY("it has no key, and windows and accounts require one; write it with its ID as the key"),
    UNCERTAIN("its value is unknown, and without a value it would delete; write it again"),
    NOT_NAMED("windows and accounts require --topic with their topic"),
    NOT_THE_LATEST(
        "it is not, or not certainly, the latest record of its key and would replace a later one"),
    REFUSED("its topic rejects it; check max.message.bytes and cleanup.policy of the topic");

    private final String remedy;

    Obstacle(String remedy) {
      this.remedy = remedy;
    }

    /** The reason and the fix, without data of the record. */
    String remedy() {
      return remedy;
    }

    /** Whether the letter can never be sent in its present form. */
    boolean isFault() {
      return this != NOT_NAMED;
    }
  }

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
   * Plans a redrive.
   *
   * @param limit the maximum number of letters to send
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
    Map<String, LatestRecords> latestRecords = plan.latestRecords(open);
    for (Letter letter : open) {
      Optional<Obstacle> obstacle = plan.obstacle(letter, latestRecords);
      if (obstacle.isPresent()) {
        plan.obstacles.put(letter, obstacle.get());
      } else if (plan.sendable.size() < limit) {
        plan.sendable.add(letter);
      }
    }
    return plan;
  }

  /** The letters to send, the oldest first. */
  List<Letter> sendable() {
    return List.copyOf(sendable);
  }

  /** The letters that cannot be sent, the oldest first. */
  Map<Letter, Obstacle> obstacles() {
    return new LinkedHashMap<>(obstacles);
  }

  /** The number of selected letters that were sent before. */
  long redriven() {
    return redriven;
  }

  private Optional<Obstacle> obstacle(Letter letter, Map<String, LatestRecords> latestRecords)
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
      return keyedObstacle(letter, latestRecords);
    }
    return letter.hasValue() ? Optional.empty() : Optional.of(Obstacle.NO_VALUE);
  }

  private Optional<Obstacle> keyedObstacle(
      Letter letter, Map<String, LatestRecords> latestRecords) {
    Bytes key = letter.key();
    LatestRecords latest = latestRecords.get(letter.source().topic());
    if (!filter.names(letter.source().topic())) {
      return Optional.of(Obstacle.NOT_NAMED);
    }
    if (key == null) {
      return Optional.of(Obstacle.NO_KEY);
    }
    // Kafka Streams does not always provide the value of a record that a processor failed on.
    if (!letter.hasValue() && letter.reason().equals(DeadLetterReason.INTERNAL_ERROR.name())) {
      return Optional.of(Obstacle.UNCERTAIN);
    }
    return latest != null && latest.contains(key, letter.source())
        ? Optional.empty()
        : Optional.of(Obstacle.NOT_THE_LATEST);
  }

  private Map<String, LatestRecords> latestRecords(List<Letter> letters)
      throws InterruptedException {
    Map<String, Set<Bytes>> keys = new HashMap<>();
    for (Letter letter : letters) {
      Bytes key = letter.key();
      String topic = letter.source().topic();
      if (key != null && filter.names(topic) && partitions.of(topic) > 0) {
        keys.computeIfAbsent(topic, t -> new HashSet<>()).add(key);
      }
    }
    Map<String, LatestRecords> latest = new HashMap<>();
    for (Map.Entry<String, Set<Bytes>> entry : keys.entrySet()) {
      latest.put(entry.getKey(), LatestRecords.read(config, entry.getKey(), entry.getValue()));
    }
    return latest;
  }

  private boolean isKeyed(Letter letter) {
    return LetterReader.isKeyed(topics, letter.source().topic());
  }
}
