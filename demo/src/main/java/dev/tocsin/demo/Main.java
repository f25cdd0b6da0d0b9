package dev.tocsin.demo;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.demo.command.DemoCommand;
import dev.tocsin.demo.command.LocalCommand;
import picocli.CommandLine;

/** The command line of a checkout and of the demo image: all commands of Tocsin, and two more. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(dev.tocsin.cli.Main.run(args, new DemoCommand(), new LocalCommand()));
  }

  /** The command line, ready to execute. */
  public static CommandLine commandLine(CliEnvironment surroundings) {
    return dev.tocsin.cli.Main.commandLine(surroundings, new DemoCommand(), new LocalCommand());
  }
}
