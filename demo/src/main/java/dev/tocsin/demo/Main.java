package dev.tocsin.demo;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.demo.command.DemoCommand;
import dev.tocsin.demo.command.LocalCommand;
import picocli.CommandLine;

/**
 * The command line of a source checkout and of the demo image, with {@code demo} and {@code local}.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(dev.tocsin.cli.Main.run(args, new DemoCommand(), new LocalCommand()));
  }

  /** The command line, ready to execute. */
  public static CommandLine commandLine(CliEnvironment environment) {
    return dev.tocsin.cli.Main.commandLine(environment, new DemoCommand(), new LocalCommand());
  }
}
