package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Row;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.TableReader;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of the windows, decided and not yet written.
 *
 * @param verb what it does, in the past tense
 * @param after null when the window is withdrawn
 */
record WindowUpdate(
    String verb, String id, @Nullable CompromiseWindow before, @Nullable CompromiseWindow after) {

  /** Whether there is anything to write. */
  boolean isNeeded() {
    return before == null || !differences().isEmpty();
  }

  /** Lines that tell what changes. */
  List<String> differences() {
    if (after == null) {
      return before == null ? List.of() : List.of("it covered: " + WindowText.range(before));
    }
    if (before == null) {
      return WindowText.fields(after).entrySet().stream()
          .map(field -> field.getKey() + ": " + field.getValue())
          .toList();
    }
    return WindowText.differences(before, after);
  }

  /**
   * Refuses a window that would not do what it is meant to.
   *
   * @param force accepts what is probably, but not surely, a mistake
   */
  static void check(CompromiseWindow window, WindowRules rules, boolean force) {
    List<String> problems = rules.problems(window);
    List<String> doubts = force ? List.of() : rules.doubts(window);
    if (!problems.isEmpty() || !doubts.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          String.join("; ", Stream.concat(problems.stream(), doubts.stream()).toList())
              + (problems.isEmpty() ? "; --force accepts it as it is" : ""));
    }
  }

  /** The window that stands under an id. */
  static CompromiseWindow known(Table<CompromiseWindow> windows, String id) {
    return windows
        .value(id)
        .orElseThrow(() -> unknown(windows, id, "; 'tocsin window list' shows those that stand"));
  }

  static CliException unknown(Table<CompromiseWindow> windows, String id, String remedy) {
    boolean withdrawn = windows.all().stream().anyMatch(row -> row.key().equals(id));
    return new CliException(
        ExitCodes.USAGE,
        withdrawn
            ? "window '" + id + "' is withdrawn; declare it again to bring it back" + remedy
            : "there is no window '" + id + "'" + Nearest.hint(id, windows.keys()) + remedy);
  }

  /** The newest standing window of an incident: it words the incident for all of them. */
  static @Nullable CompromiseWindow newestOf(Table<CompromiseWindow> windows, String incident) {
    Row<CompromiseWindow> newest = null;
    for (Row<CompromiseWindow> row : windows.standing()) {
      CompromiseWindow window = row.value();
      if (window != null
          && window.getIncident().getIncidentId().equals(incident)
          && (newest == null || row.offset() > newest.offset())) {
        newest = row;
      }
    }
    return newest == null ? null : newest.value();
  }

  /** All windows as they stand now. */
  static Table<CompromiseWindow> readAll(TocsinConfig config) throws InterruptedException {
    return TableReader.read(config, config.topics().window(), EventSerdes::window);
  }
}
