package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which dead letters are wanted, and remembers which ids it was shown. */
final class LetterFilter implements Predicate<Letter> {

  private final Set<LetterId> ids;
  private final Set<LetterId> unseen;
  private final Set<String> reasons;
  private final @Nullable String provider;
  private final Set<String> topics;
  private final @Nullable Instant from;
  private final @Nullable Instant to;

  /** Empty sets and nulls leave the choice open. */
  LetterFilter(
      Set<LetterId> ids,
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

  /** Whether letters were named one by one. */
  boolean hasIds() {
    return !ids.isEmpty();
  }

  /** Whether a topic was named, rather than left open. */
  boolean names(String topic) {
    return topics.contains(topic);
  }

  /** Refuses ids that no dead letter has, once all were read. */
  void requireSeen(String topic) {
    if (!unseen.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "no dead letter "
              + unseen.stream().map(LetterId::toString).collect(Collectors.joining(", "))
              + " in topic '"
              + topic
              + "'; 'tocsin dead-letters list --all' shows those that there are");
    }
  }
}
