package dev.tocsin.proof;

import dev.tocsin.ops.BuildVersion;
import picocli.CommandLine;

/** Runs proofs from the command line. */
public final class Main {

  private static final int INTERNAL = 70;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new ProveCommand());
    String version = "tocsin " + BuildVersion.current();
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
    line.setParameterExceptionHandler(
        (exception, arguments) -> {
          CommandLine command = exception.getCommandLine();
          command.getErr().println("tocsin prove: " + exception.getMessage());
          command
              .getErr()
              .println("See '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
          command.getErr().flush();
          return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          exception.printStackTrace(command.getErr());
          command.getErr().flush();
          return INTERNAL;
        });
    return line;
  }
}
