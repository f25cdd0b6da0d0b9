package dev.tocsin.cli.window;

import dev.tocsin.cli.Console;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands about compromise windows. */
@Command(
    name = "window",
    description = "Declare, revise, withdraw and list compromise windows.",
    footer = {
      "  tocsin window declare --incident breach --title 'Telephony logs' \\",
      "    --provider duo --from 2024-03-01 --to 2024-03-31",
      "  tocsin window list"
    },
    subcommands = {
      DeclareCommand.class,
      WindowCommand.Revise.class,
      WindowCommand.Withdraw.class,
      WindowListCommand.class,
    })
public final class WindowCommand {

  /** Changes a window. */
  @Command(
      name = "revise",
      description = {
        "Change a window; fields without an option stay unchanged.",
        "--account and --channel replace the whole list; an empty --reference, --guidance"
            + " or --report-to removes the value.",
        "If another author changed the window meanwhile, the change is refused and the exit code is"
            + " 75."
      },
      footer = {
        "  The provider corrects the last day:",
        "    tocsin window revise march --to 2024-03-28",
        "  Confirm a draft, for every account:",
        "    tocsin window revise march --accounts-all --active"
      })
  static final class Revise extends EditCommand {

    @Parameters(paramLabel = "ID", description = "ID of the window.")
    private String id = "";

    @Override
    WindowUpdate decide(WindowEdit edit, WindowTable windows, Instant now, Console console) {
      CompromiseWindow before = WindowUpdate.current(windows, id);
      CompromiseWindow after = CompromiseWindow.newBuilder(before).build();
      edit.applyTo(after);
      return new WindowUpdate("revised", id, before, after, windows.revision(id));
    }
  }

  /** Withdraws a window. */
  @Command(
      name = "withdraw",
      description =
          "Withdraw a window. Notifications that only this window caused are withdrawn too.",
      footer = "  tocsin window withdraw march")
  static final class Withdraw extends WindowWriteCommand {

    @Parameters(paramLabel = "ID", description = "ID of the window.")
    private String id = "";

    @Override
    WindowUpdate decide(TocsinConfig loaded, WindowTable windows, Console console) {
      CompromiseWindow before = windows.value(id).orElse(null);
      if (before == null && !force()) {
        throw WindowUpdate.unknown(windows, id, "; --force writes the tombstone anyway");
      }
      return new WindowUpdate("withdrawn", id, before, null, force() ? null : windows.revision(id));
    }
  }
}
