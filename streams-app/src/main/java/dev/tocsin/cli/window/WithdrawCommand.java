package dev.tocsin.cli.window;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a window back. */
@Command(
    name = "withdraw",
    description = "Withdraw a window: whoever was notified because of it alone is told so.",
    footer = "  tocsin window withdraw march")
final class WithdrawCommand extends WindowWriteCommand {

  @Parameters(paramLabel = "ID", description = "Identifier of the window.")
  private String id = "";

  @Override
  WindowUpdate decide(TocsinConfig loaded, Table<CompromiseWindow> windows, Console console) {
    CompromiseWindow before = windows.value(id).orElse(null);
    if (before == null && !force()) {
      throw WindowUpdate.unknown(windows, id, "; --force withdraws it all the same");
    }
    return new WindowUpdate("withdrawn", id, before, null);
  }
}
