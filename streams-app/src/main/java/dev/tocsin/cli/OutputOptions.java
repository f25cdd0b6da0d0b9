package dev.tocsin.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that prints data; use it as a {@link Mixin}. */
public final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to print data: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TEXT;

  public OutputFormat format() {
    return format;
  }

  /** What surrounds the process. */
  public CliEnvironment surroundings() {
    return Main.surroundings(command);
  }

  /** Where the command prints to. */
  public Console console() {
    return new Console(
        command.commandLine().getOut(),
        command.commandLine().getErr(),
        format,
        Main.surroundings(command).terminal());
  }
}
