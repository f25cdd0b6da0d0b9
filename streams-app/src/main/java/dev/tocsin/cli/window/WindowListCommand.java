package dev.tocsin.cli.window;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.window.WindowTable.Row;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the windows. */
@Command(
    name = "list",
    description = "List the current windows and their revisions.",
    footer = {
      "  tocsin window list",
      "  tocsin window list --incident breach --output json",
      "  tocsin window list --all"
    })
final class WindowListCommand implements Callable<Integer> {

  private static final List<String> HEADER =
      List.of(
          "WINDOW",
          "REVISION",
          "INCIDENT",
          "PROVIDER",
          "ACCOUNTS",
          "CHANNELS",
          "FROM",
          "TO",
          "STATUS");

  private record Listed(
      long revision,
      Instant writtenAt,
      @JsonUnwrapped @Nullable CompromiseWindow window,
      @JsonUnwrapped @Nullable Withdrawn withdrawn) {

    static Listed of(Row row) {
      CompromiseWindow window = row.value();
      return new Listed(
          row.revision(),
          row.writtenAt(),
          window,
          window == null ? new Withdrawn(row.windowId(), "WITHDRAWN", row.author()) : null);
    }
  }

  private record Withdrawn(String windowId, String status, @Nullable String author) {}

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--incident", paramLabel = "ID", description = "Only windows of this incident.")
  private @Nullable String incident;

  @Option(
      names = "--all",
      description = "Include withdrawn windows, as long as the topic retains their tombstones.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    List<Row> chosen;
    try (WindowTable windows = WindowTable.read(loaded)) {
      windows.warning().ifPresent(console::note);
      Collection<Row> rows = all ? windows.all() : windows.current();
      chosen = rows.stream().filter(this::matches).toList();
    }
    if (console.json()) {
      console.document(chosen.stream().map(Listed::of).toList());
    } else if (chosen.isEmpty()) {
      console.note(
          incident == null
              ? "no windows; declare one with 'tocsin window declare'"
              : "no windows of incident '" + incident + "'; omit --incident to list all");
    } else {
      console.table(HEADER, chosen.stream().map(WindowListCommand::cells).toList());
    }
    return ExitCodes.OK;
  }

  private boolean matches(Row row) {
    CompromiseWindow window = row.value();
    // A tombstone does not name its incident.
    return incident == null
        || (window != null && window.getIncident().getIncidentId().equals(incident));
  }

  private static List<String> cells(Row row) {
    CompromiseWindow window = row.value();
    String revision = String.valueOf(row.revision());
    return window == null
        ? List.of(row.windowId(), revision, "-", "-", "-", "-", "-", "-", "WITHDRAWN")
        : List.of(
            row.windowId(),
            revision,
            window.getIncident().getIncidentId(),
            window.getProvider(),
            WindowText.accountCount(window),
            WindowText.channels(window),
            window.getFrom().toString(),
            window.getTo() == null ? "open" : window.getTo().toString(),
            window.getStatus());
  }
}
