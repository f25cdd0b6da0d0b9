package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.Table.Row;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a window that is not written yet.
 *
 * @param verb the action, in the past tense
 * @param after null if the window is withdrawn
 */
record WindowUpdate(
    String verb, String id, @Nullable CompromiseWindow before, @Nullable CompromiseWindow after) {

  /** Whether it changes anything. */
  boolean isNeeded() {
    return before == null || !differences().isEmpty();
  }

  /** The changes, one per line. */
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

  /** The current window with an ID. */
  static CompromiseWindow current(Table<CompromiseWindow> windows, String id) {
    return windows
        .value(id)
        .orElseThrow(() -> unknown(windows, id, "; 'tocsin window list' lists the windows"));
  }

  static CliException unknown(Table<CompromiseWindow> windows, String id, String remedy) {
    boolean withdrawn = windows.all().stream().anyMatch(row -> row.key().equals(id));
    return new CliException(
        ExitCodes.USAGE,
        withdrawn
            ? "window '" + id + "' is withdrawn; declare it again, with all its fields" + remedy
            : "there is no window '" + id + "'" + Nearest.hint(id, windows.keys()) + remedy);
  }

  /** The newest window of an incident: it defines the incident details. */
  static @Nullable CompromiseWindow newestOf(Table<CompromiseWindow> windows, String incident) {
    Row<CompromiseWindow> newest = null;
    for (Row<CompromiseWindow> row : windows.current()) {
      CompromiseWindow window = row.value();
      if (window != null
          && window.getIncident().getIncidentId().equals(incident)
          && (newest == null || row.offset() > newest.offset())) {
        newest = row;
      }
    }
    return newest == null ? null : newest.value();
  }

  /** All windows. */
  static Table<CompromiseWindow> readAll(TocsinConfig config) throws InterruptedException {
    return Table.read(config, config.topics().window(), EventSerdes::window);
  }
}
