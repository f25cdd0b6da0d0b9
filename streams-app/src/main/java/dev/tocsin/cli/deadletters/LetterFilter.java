package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Selects dead letters, and records which of the given IDs it has seen. */
final class LetterFilter implements Predicate<Letter> {

  private final Set<Letter.Id> ids;
  private final Set<Letter.Id> unseen;
  private final Set<String> reasons;
  private final @Nullable String provider;
  private final Set<String> topics;
  private final @Nullable Instant from;
  private final @Nullable Instant to;

  /** Empty sets and nulls select all. */
  LetterFilter(
      Set<Letter.Id> ids,
      Set<String> reasons,
      @Nullable String provider,
      Set<String> topics,
      @Nullable Instant from,
      @Nullable Instant to) {
    this.ids = ids;
    this.unseen = new LinkedHashSet<>(ids);
    this.reasons = reasons;
    this.provider = provider;
    this.topics = topics;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean test(Letter letter) {
    unseen.remove(letter.id());
    return (ids.isEmpty() || ids.contains(letter.id()))
        && (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (provider == null || provider.equals(letter.provider()))
        && (topics.isEmpty() || topics.contains(letter.source().topic()))
        && (from == null || !letter.at().isBefore(from))
        && (to == null || letter.at().isBefore(to));
  }

  /** Whether IDs were given. */
  boolean hasIds() {
    return !ids.isEmpty();
  }

  /** Whether a topic was given. */
  boolean names(String topic) {
    return topics.contains(topic);
  }

  /** Fails for IDs without a dead letter, after all were read. */
  void requireSeen(String topic) {
    if (!unseen.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "no dead letter "
              + unseen.stream().map(Letter.Id::toString).collect(Collectors.joining(", "))
              + " in topic '"
              + topic
              + "'; list the dead letters with 'tocsin dead-letters list --all'");
    }
  }
}
