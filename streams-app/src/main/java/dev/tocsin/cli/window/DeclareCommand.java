package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares a new window. */
@Command(
    name = "declare",
    description = {
      "Declare a window: the message logs that an incident exposed.",
      "Required are --incident, --provider, --from, --to or --open, and --title for a new incident."
          + " Without --draft the window is ACTIVE: accounts and people are notified.",
      "A second window of an incident takes the incident details from the newest window, unless"
          + " options set them."
    },
    footer = {
      "  March 2024 in the zone of the provider's notice, two accounts:",
      "    tocsin window declare --id march --incident breach --title 'Telephony logs' \\",
      "      --provider duo --account acme,globex --from 2024-03-01 --to 2024-03-31 \\",
      "      --zone America/New_York --exposed-field phone,carrier,country,state",
      "  A continuing compromise, every account, no notifications yet:",
      "    tocsin window declare --incident breach --provider duo \\",
      "      --from 2024-03-01T08:00:00Z --open --draft"
    })
final class DeclareCommand extends EditCommand {

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "ID of the window. Default: derived from the incident ID and printed.")
  private @Nullable String id;

  @Override
  WindowUpdate decide(WindowEdit edit, WindowTable windows, Instant now, Console console) {
    CompromiseWindow window = blank(edit, windows, now, console);
    edit.applyTo(window);
    requireAll(edit, window);
    String windowId =
        id == null
            ? edit.incident() + "-" + UUID.randomUUID().toString().substring(0, 8)
            : WindowOptions.line("--id", id);
    CompromiseWindow before = windows.value(windowId).orElse(null);
    if (before != null && !force()) {
      throw new CliException(
          ExitCodes.USAGE,
          "window '"
              + windowId
              + "' already exists; change it with 'tocsin window revise "
              + windowId
              + "', or replace it with --force");
    }
    Long basedOn = force() ? null : (Long) WindowHead.NONE;
    window.setWindowId(windowId);
    return new WindowUpdate("declared", windowId, before, window, basedOn);
  }

  private static CompromiseWindow blank(
      WindowEdit edit, WindowTable windows, Instant now, Console console) {
    CompromiseWindow window = new CompromiseWindow();
    window.setStatus("ACTIVE");
    CompromiseWindow latest =
        edit.incident() == null ? null : WindowUpdate.newestOf(windows, edit.incident());
    if (latest != null) {
      console.note(
          "incident '"
              + edit.incident()
              + "' exists: details without an option are copied from window '"
              + latest.getWindowId()
              + "'");
      window.setIncident(Incident.newBuilder(latest.getIncident()).build());
      return window;
    }
    Incident incident = new Incident();
    incident.setExposedFields(List.of());
    incident.setBecameAwareAt(now.truncatedTo(ChronoUnit.MILLIS));
    if (edit.becameAwareAt() == null) {
      console.note("--became-aware-at not given: set to now, " + incident.getBecameAwareAt());
    }
    window.setIncident(incident);
    return window;
  }

  private static void requireAll(WindowEdit edit, CompromiseWindow window) {
    List<String> missing = new ArrayList<>();
    require(edit.incident(), "--incident", missing);
    require(window.getIncident().getTitle(), "--title", missing);
    require(edit.provider(), "--provider", missing);
    require(edit.from(), "--from", missing);
    if (!edit.open()) {
      require(edit.to(), "--to (or --open)", missing);
    }
    if (!missing.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE, "required options are missing: " + String.join(", ", missing));
    }
  }

  private static void require(@Nullable Object value, String option, List<String> missing) {
    if (value == null) {
      missing.add(option);
    }
  }
}
