package dev.tocsin.demo.check;

import dev.tocsin.demo.check.Difference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects differences: counts all and keeps the first few of each kind. */
final class Differences {

  private static final int KEPT = 10;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Difference> kept = new ArrayList<>();

  @SuppressWarnings("AnnotateFormatMethod")
  void add(Kind kind, String format, @Nullable Object... args) {
    if (counts.merge(kind, 1L, Long::sum) <= KEPT) {
      kept.add(new Difference(kind, String.format(Locale.ROOT, format, args)));
    }
  }

  void addAll(Differences other) {
    other.kept.forEach(difference -> add(difference.kind(), "%s", difference.detail()));
    other.counts.forEach(
        (kind, count) -> {
          long shown = other.kept.stream().filter(d -> d.kind() == kind).count();
          counts.merge(kind, count - shown, Long::sum);
        });
  }

  /** The kept ones, and a line for each kind that has more. */
  List<Difference> list() {
    List<Difference> all = new ArrayList<>(kept);
    counts.forEach(
        (kind, count) -> {
          long shown = kept.stream().filter(d -> d.kind() == kind).count();
          if (count > shown) {
            all.add(new Difference(kind, "and " + (count - shown) + " more of this kind"));
          }
        });
    return List.copyOf(all);
  }
}
