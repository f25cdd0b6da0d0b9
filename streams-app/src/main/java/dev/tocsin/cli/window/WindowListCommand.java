package dev.tocsin.cli.window;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.cli.topic.Row;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the windows. */
@Command(
    name = "list",
    description = "List the windows that stand, with their revisions.",
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

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--incident", paramLabel = "ID", description = "Only windows of this incident.")
  private @Nullable String incident;

  @Option(
      names = "--all",
      description = "Withdrawn windows too, as long as the topic still holds their tombstones.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    Table<CompromiseWindow> windows = WindowUpdate.readAll(loaded);
    windows.warning(loaded.topics().window()).ifPresent(console::note);
    Collection<Row<CompromiseWindow>> rows = all ? windows.all() : windows.standing();
    List<Row<CompromiseWindow>> wanted = rows.stream().filter(this::isWanted).toList();
    if (console.json()) {
      console.document(wanted.stream().map(WindowListCommand::json).toList());
    } else if (wanted.isEmpty()) {
      console.note(
          incident == null
              ? "no window stands; 'tocsin window declare' declares one"
              : "no window of incident '"
                  + incident
                  + "' stands; without --incident all are listed");
    } else {
      console.table(HEADER, wanted.stream().map(WindowListCommand::cells).toList());
    }
    return ExitCodes.OK;
  }

  private boolean isWanted(Row<CompromiseWindow> row) {
    CompromiseWindow window = row.value();
    // A tombstone does not tell which incident it was of.
    return incident == null
        || (window != null && window.getIncident().getIncidentId().equals(incident));
  }

  private static List<String> cells(Row<CompromiseWindow> row) {
    CompromiseWindow window = row.value();
    String revision = String.valueOf(row.offset());
    return window == null
        ? List.of(row.key(), revision, "-", "-", "-", "-", "-", "-", "WITHDRAWN")
        : List.of(
            row.key(),
            revision,
            window.getIncident().getIncidentId(),
            window.getProvider(),
            WindowText.accountCount(window),
            WindowText.channels(window),
            window.getFrom().toString(),
            window.getTo() == null ? "open" : window.getTo().toString(),
            window.getStatus());
  }

  private static Map<String, @Nullable Object> json(Row<CompromiseWindow> row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("window_id", row.key());
    json.put("revision", row.offset());
    json.put("written_at", row.timestamp());
    CompromiseWindow window = row.value();
    if (window == null) {
      json.put("status", "WITHDRAWN");
    } else {
      json.putAll(EventJson.of(window));
    }
    return json;
  }
}
