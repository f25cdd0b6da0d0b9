package dev.tocsin.bench;

import dev.tocsin.ops.BuildVersion;
import dev.tocsin.testkit.ChildProcessException;
import picocli.CommandLine;

/** Runs benchmarks from the command line. */
public final class Main {

  private static final int INTERNAL = 70;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new BenchCommand());
    line.getCommandSpec().version("tocsin " + BuildVersion.current());
    line.setParameterExceptionHandler(
        (exception, arguments) -> {
          CommandLine command = exception.getCommandLine();
          command.getErr().println("tocsin bench: " + exception.getMessage());
          command.getErr().println("See 'tocsin bench --help'.");
          command.getErr().flush();
          return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof ChildProcessException) {
            command.getErr().println("tocsin bench: " + exception.getMessage());
          } else {
            exception.printStackTrace(command.getErr());
          }
          command.getErr().flush();
          return INTERNAL;
        });
    return line;
  }
}
