package dev.tocsin.cli.deadletters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dead letters that somebody asked for, and which of them were sent again. */
final class Letters {

  private final Map<LetterId, Letter> letters = new HashMap<>();
  private final Map<LetterId, Instant> redriven = new HashMap<>();
  private long strange;

  void add(Letter letter) {
    letters.put(letter.id(), letter);
  }

  /** Takes note of a marker; it comes after its letter, in the same partition. */
  void redriven(LetterId id, Instant at) {
    if (letters.containsKey(id)) {
      redriven.putIfAbsent(id, at);
    }
  }

  void strange() {
    strange++;
  }

  /** All of them, the oldest first. */
  List<Letter> all() {
    List<Letter> sorted = new ArrayList<>(letters.values());
    sorted.sort(Letter.OLDEST_FIRST);
    return sorted;
  }

  /** When a letter was sent again; empty when it was not. */
  Optional<Instant> redriven(Letter letter) {
    return Optional.ofNullable(redriven.get(letter.id()));
  }

  long redrivenCount() {
    return redriven.size();
  }

  /** What to tell the user about records that are neither dead letters nor markers. */
  Optional<String> warning(String topic) {
    return strange == 0
        ? Optional.empty()
        : Optional.of(
            strange
                + (strange == 1 ? " record" : " records")
                + " of topic '"
                + topic
                + "' without a reason: somebody else's, left out");
  }
}
