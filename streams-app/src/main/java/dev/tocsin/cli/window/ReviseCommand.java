package dev.tocsin.cli.window;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.event.CompromiseWindow;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes a window that stands. */
@Command(
    name = "revise",
    description = {
      "Change a window; what no option names stays as it is.",
      "--account and --channel replace the whole list; an empty --reference, --guidance"
          + " or --report-to removes it."
    },
    footer = {
      "  The provider corrects the last day:",
      "    tocsin window revise march --to 2024-03-28",
      "  A draft is confirmed, for every account:",
      "    tocsin window revise march --accounts-all --active"
    })
final class ReviseCommand extends EditCommand {

  @Parameters(paramLabel = "ID", description = "Identifier of the window.")
  private String id = "";

  @Override
  WindowUpdate decide(
      WindowEdit edit, Table<CompromiseWindow> windows, Instant now, Console console) {
    CompromiseWindow before = WindowUpdate.known(windows, id);
    CompromiseWindow after = CompromiseWindow.newBuilder(before).build();
    edit.applyTo(after);
    return new WindowUpdate("revised", id, before, after);
  }
}
