package dev.tocsin.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that is closest to a misspelled one. */
public final class Nearest {

  private Nearest() {}

  /**
   * The candidate with the smallest edit distance, of several one of the same length; empty when
   * more than a third of the name differs.
   */
  public static Optional<String> of(String name, Iterable<String> candidates) {
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, name.length() / 3));
    Stream<Map.Entry<String, Integer>> distances =
        StreamSupport.stream(candidates.spliterator(), false)
            .map(candidate -> Map.entry(candidate, distance.apply(name, candidate)));
    return distances
        .filter(entry -> entry.getValue() >= 0)
        .min(
            Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                .thenComparingInt(entry -> Math.abs(entry.getKey().length() - name.length())))
        .map(Map.Entry::getKey);
  }

  /** {@code ; did you mean 'x'?}, or nothing when no candidate is close. */
  public static String hint(String name, Iterable<String> candidates) {
    return of(name, candidates).map(found -> "; did you mean '" + found + "'?").orElse("");
  }
}
