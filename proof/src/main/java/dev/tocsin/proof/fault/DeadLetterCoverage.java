package dev.tocsin.proof.fault;

import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.WindowVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What dead letters do to coverage, which the oracle does not know: when a window may cover a
 * message log that became a dead letter, its scan is not complete. What counts is the day; where
 * the event time cannot be read, it is every day up to the time of the push.
 */
final class DeadLetterCoverage {

  private static final long DAY = 86_400_000L;
  private static final String COMPLETE = " COMPLETE";

  private final Collection<Optional<Instant>> sentAt;
  private final Map<String, WindowVersion> current = new HashMap<>();

  /**
   * @param sentAt event times of the malformed message logs; empty where they cannot be read
   * @param steps changes of windows in their order; all windows begin before today
   */
  DeadLetterCoverage(Collection<Optional<Instant>> sentAt, Iterable<Step<WindowVersion>> steps) {
    this.sentAt = sentAt;
    for (Step<WindowVersion> step : steps) {
      WindowVersion window = step.value();
      if (window == null) {
        current.remove(step.key());
      } else {
        current.put(step.key(), window);
      }
    }
  }

  /** The lines with the coverage that the dead letters leave. */
  Set<String> applyTo(Set<String> lines) {
    return lines.stream().map(this::applyTo).collect(Collectors.toCollection(TreeSet::new));
  }

  private String applyTo(String line) {
    String[] words = line.split(" ", 3);
    boolean account = words[0].equals("account");
    boolean partial =
        line.endsWith(COMPLETE)
            && (account || words[0].equals("incident"))
            && current.values().stream()
                .filter(window -> window.incidentId().equals(words[1]))
                // Notifications of accounts do not include drafts.
                .filter(window -> !account || window.active())
                .anyMatch(this::mayCoverOne);
    return partial
        ? line.substring(0, line.length() - COMPLETE.length()) + " PARTIAL[DEAD_LETTERS]"
        : line;
  }

  private boolean mayCoverOne(WindowVersion window) {
    Long to = window.to();
    long first = Math.floorDiv(window.from(), DAY);
    long last = to == null ? Long.MAX_VALUE : Math.floorDiv(to - 1, DAY);
    return sentAt.stream()
        .map(at -> at.map(instant -> Math.floorDiv(instant.toEpochMilli(), DAY)))
        .anyMatch(day -> day.isEmpty() || (day.get() >= first && day.get() <= last));
  }
}
