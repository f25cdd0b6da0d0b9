package dev.tocsin.cli;

import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that prints data; use it as a {@link Mixin}. */
public final class OutputOptions {

  /** Formats of the data. */
  private enum Format {
    /** Text for people. */
    TEXT,
    /** One JSON document, or one per line for output of unknown length. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TEXT;

  /** The environment of the command. */
  public CliEnvironment environment() {
    return Main.environment(command);
  }

  /** The console to print to. */
  public Console console() {
    return new Console(
        command.commandLine().getOut(),
        command.commandLine().getErr(),
        format == Format.JSON,
        environment().terminal());
  }
}
