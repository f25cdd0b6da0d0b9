package dev.tocsin.cli.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.cli.Console;
import dev.tocsin.domain.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters with the same reason and topic.
 *
 * @param letters their number
 */
record LetterGroup(
    String reason,
    @Nullable String provider,
    String topic,
    long letters,
    long bytes,
    Instant oldest,
    Instant latest) {

  private static final List<String> HEADER =
      List.of("REASON", "PROVIDER", "TOPIC", "LETTERS", "BYTES", "OLDEST", "LATEST");

  /** The groups, by reason and topic. */
  static List<LetterGroup> of(List<Letter> letters) {
    Map<List<String>, LetterGroup> groups = new LinkedHashMap<>();
    for (Letter letter : letters) {
      groups.merge(
          List.of(letter.reason(), letter.source().topic()), of(letter), LetterGroup::plus);
    }
    List<LetterGroup> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparing(LetterGroup::reason).thenComparing(LetterGroup::topic));
    return sorted;
  }

  private static LetterGroup of(Letter letter) {
    return new LetterGroup(
        letter.reason(),
        letter.provider(),
        letter.source().topic(),
        1,
        Math.max(0, letter.bytes()),
        letter.at(),
        letter.at());
  }

  private LetterGroup plus(LetterGroup other) {
    return new LetterGroup(
        reason,
        provider,
        topic,
        letters + other.letters,
        bytes + other.bytes,
        oldest.isBefore(other.oldest) ? oldest : other.oldest,
        latest.isAfter(other.latest) ? latest : other.latest);
  }

  /** Prints groups as a table, and how to fix each reason. */
  static void print(Console console, List<LetterGroup> groups) {
    console.table(HEADER, groups.stream().map(LetterGroup::cells).toList());
    Map<String, String> remedies = new LinkedHashMap<>();
    for (LetterGroup group : groups) {
      String remedy = group.remedy();
      if (remedy != null) {
        remedies.put(group.reason, remedy);
      }
    }
    remedies.forEach((reason, remedy) -> console.line("  " + reason + ": " + remedy));
  }

  /** How to fix the reason; null for a reason of a later release. */
  @JsonProperty("remedy")
  @Nullable String remedy() {
    return Arrays.stream(DeadLetterReason.values())
        .filter(known -> known.name().equals(reason))
        .map(DeadLetterReason::remedy)
        .findFirst()
        .orElse(null);
  }

  private List<String> cells() {
    return List.of(
        reason,
        provider == null ? "-" : provider,
        topic.isEmpty() ? "-" : topic,
        String.valueOf(letters),
        String.valueOf(bytes),
        oldest.toString(),
        latest.toString());
  }
}
