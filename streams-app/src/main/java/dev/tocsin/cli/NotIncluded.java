package dev.tocsin.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands for a command of the demo in distributions that do not contain it. */
@Command(hidden = true)
final class NotIncluded implements Callable<Integer> {

  private static final List<String> NAMES = List.of("demo", "local");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Unmatched
  @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
  private List<String> ignored;

  /** Adds those that are absent. */
  static void addTo(CommandLine root) {
    for (String name : NAMES) {
      if (!root.getSubcommands().containsKey(name)) {
        CommandLine command = new CommandLine(new NotIncluded());
        command.getCommandSpec().usageMessage().description("Not included: " + remedy(name) + ".");
        root.addSubcommand(name, command);
      }
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = command.commandLine().getErr();
    err.println(
        "tocsin: this distribution does not contain the command '%s'; %s"
            .formatted(command.name(), remedy(command.name())));
    err.flush();
    return ExitCodes.NOT_INCLUDED;
  }

  private static String remedy(String name) {
    return "run './tocsin %s' in a source checkout, or use the demo image".formatted(name);
  }
}
