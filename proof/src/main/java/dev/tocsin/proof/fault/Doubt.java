package dev.tocsin.proof.fault;

import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.WindowVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What dead letters do to coverage, which the oracle does not know: whoever has buried a log that a
 * window may cover cannot call the window completely examined. What is counted is days; where the
 * event time could not be read, it is every day up to that of the push.
 */
final class Doubt {

  private static final long DAY = 86_400_000L;
  private static final String COMPLETE = " COMPLETE";

  private final Collection<Poisons.Poison> buried;
  private final Map<String, WindowVersion> standing = new HashMap<>();

  /**
   * @param buried unreadable message logs
   * @param steps changes of windows, in their order; all of the windows begin before today
   */
  Doubt(Collection<Poisons.Poison> buried, List<Step<WindowVersion>> steps) {
    this.buried = buried;
    for (Step<WindowVersion> step : steps) {
      WindowVersion window = step.value();
      if (window == null) {
        standing.remove(step.key());
      } else {
        standing.put(step.key(), window);
      }
    }
  }

  /** The lines with the coverage that the dead letters leave. */
  Set<String> in(Set<String> lines) {
    return lines.stream().map(this::in).collect(Collectors.toCollection(TreeSet::new));
  }

  private String in(String line) {
    String[] words = line.split(" ", 3);
    boolean account = words[0].equals("account");
    boolean doubted =
        line.endsWith(COMPLETE)
            && (account || words[0].equals("incident"))
            && standing.values().stream()
                .filter(w -> w.incidentId().equals(words[1]))
                // An account is not told of drafts.
                .filter(w -> !account || w.active())
                .anyMatch(this::doubts);
    return doubted
        ? line.substring(0, line.length() - COMPLETE.length()) + " PARTIAL[DEAD_LETTERS]"
        : line;
  }

  private boolean doubts(WindowVersion window) {
    Long to = window.to();
    long first = Math.floorDiv(window.from(), DAY);
    long last = to == null ? Long.MAX_VALUE : Math.floorDiv(to - 1, DAY);
    return buried.stream()
        .map(Poisons.Poison::sentAt)
        .anyMatch(at -> at == null || (at / DAY >= first && at / DAY <= last));
  }
}
