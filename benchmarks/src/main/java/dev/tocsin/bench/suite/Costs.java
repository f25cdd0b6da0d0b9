package dev.tocsin.bench.suite;

import dev.tocsin.bench.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each of several took, round by round. */
final class Costs<K> {

  private final Map<K, List<Double>> values = new LinkedHashMap<>();

  /** Adds what one took in the round at hand. */
  void add(K who, double value) {
    values.computeIfAbsent(who, k -> new ArrayList<>()).add(value);
  }

  /** Everybody, in the order in which they came. */
  List<K> names() {
    return List.copyOf(values.keySet());
  }

  Spread of(K who) {
    return Spread.of(get(who));
  }

  /** How many times more one took than another, each round by itself. */
  Spread ratio(K who, K than) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < get(who).size(); i++) {
      ratios.add(get(who).get(i) / get(than).get(i));
    }
    return Spread.of(ratios);
  }

  private List<Double> get(K who) {
    return values.getOrDefault(who, List.of());
  }
}
