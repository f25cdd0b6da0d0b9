package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.Console;
import dev.tocsin.domain.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dead letters with one reason and from one topic, counted. */
record LetterGroup(
    String reason,
    @Nullable String provider,
    String topic,
    long count,
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
        count + other.count,
        bytes + other.bytes,
        oldest.isBefore(other.oldest) ? oldest : other.oldest,
        latest.isAfter(other.latest) ? latest : other.latest);
  }

  /** Prints groups for people, with what mends each reason. */
  static void print(Console console, List<LetterGroup> groups) {
    console.table(HEADER, groups.stream().map(LetterGroup::cells).toList());
    groups.stream()
        .map(LetterGroup::reason)
        .distinct()
        .forEach(
            reason ->
                remedy(reason).ifPresent(remedy -> console.line("  " + reason + ": " + remedy)));
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("reason", reason);
    json.put("provider", provider);
    json.put("topic", topic);
    json.put("letters", count);
    json.put("bytes", bytes);
    json.put("oldest", oldest);
    json.put("latest", latest);
    json.put("remedy", remedy(reason).orElse(null));
    return json;
  }

  private List<String> cells() {
    return List.of(
        reason,
        provider == null ? "-" : provider,
        topic.isEmpty() ? "-" : topic,
        String.valueOf(count),
        String.valueOf(bytes),
        oldest.toString(),
        latest.toString());
  }

  private static Optional<String> remedy(String reason) {
    return Arrays.stream(DeadLetterReason.values())
        .filter(known -> known.name().equals(reason))
        .map(DeadLetterReason::remedy)
        .findFirst();
  }
}
