package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.Nearest;
import dev.tocsin.event.CompromiseWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a window that is not written yet.
 *
 * @param verb the action, in the past tense
 * @param after null if the window is withdrawn
 * @param basedOn the revision that the change is based on, {@link
 *     dev.tocsin.domain.WindowHead#NONE} for a new window; null if it replaces any revision
 */
record WindowUpdate(
    String verb,
    String id,
    @Nullable CompromiseWindow before,
    @Nullable CompromiseWindow after,
    @Nullable Long basedOn) {

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
  static CompromiseWindow current(WindowTable windows, String id) {
    return windows
        .value(id)
        .orElseThrow(() -> unknown(windows, id, "; 'tocsin window list' lists the windows"));
  }

  static CliException unknown(WindowTable windows, String id, String remedy) {
    boolean withdrawn = windows.row(id).isPresent();
    return new CliException(
        ExitCodes.USAGE,
        withdrawn
            ? "window '" + id + "' is withdrawn; declare it again, with all its fields" + remedy
            : "there is no window '" + id + "'" + Nearest.hint(id, windows.ids()) + remedy);
  }

  /** The newest window of an incident: it defines the incident details. */
  static @Nullable CompromiseWindow newestOf(WindowTable windows, String incident) {
    WindowTable.Row newest = null;
    for (WindowTable.Row row : windows.current()) {
      CompromiseWindow window = row.value();
      if (window != null
          && window.getIncident().getIncidentId().equals(incident)
          && (newest == null || row.revision() > newest.revision())) {
        newest = row;
      }
    }
    return newest == null ? null : newest.value();
  }
}
