package dev.tocsin.cli.deadletters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The selected dead letters, and which of them were sent again. */
final class Letters {

  private final Map<Letter.Id, Letter> letters = new HashMap<>();
  private final Map<Letter.Id, Instant> redriven = new HashMap<>();
  private long foreign;

  void add(Letter letter) {
    letters.put(letter.id(), letter);
  }

  /** Adds a marker; it follows its letter in the same partition. */
  void redriven(Letter.Id id, Instant at) {
    if (letters.containsKey(id)) {
      redriven.putIfAbsent(id, at);
    }
  }

  void foreign() {
    foreign++;
  }

  /** The letters, the oldest first. */
  List<Letter> all() {
    List<Letter> sorted = new ArrayList<>(letters.values());
    sorted.sort(Letter.OLDEST_FIRST);
    return sorted;
  }

  /** When a letter was sent again; empty if it was not. */
  Optional<Instant> redriven(Letter letter) {
    return Optional.ofNullable(redriven.get(letter.id()));
  }

  long redrivenCount() {
    return redriven.size();
  }

  /** A warning about records that are neither dead letters nor markers. */
  Optional<String> warning(String topic) {
    return foreign == 0
        ? Optional.empty()
        : Optional.of(
            foreign
                + (foreign == 1 ? " record" : " records")
                + " of topic '"
                + topic
                + "' without a reason header: not written by Tocsin, skipped");
  }
}
