package dev.tocsin.cli;

import dev.tocsin.config.ConfigDocs;
import dev.tocsin.wiring.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the documentation of all keys. */
@Command(
    name = "docs",
    description = "Print the documentation of every key, as Markdown.",
    footer = "  tocsin config docs > configuration.md")
final class ConfigDocsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Override
  public Integer call() {
    command.commandLine().getOut().print(ConfigDocs.markdown(Wiring.defaultStreamsProps()));
    command.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
