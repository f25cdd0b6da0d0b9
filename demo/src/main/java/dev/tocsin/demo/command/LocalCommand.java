package dev.tocsin.demo.command;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a broker and a schema registry, and nothing else, until it is ended. */
@Command(
    name = "local",
    description = {
      "Run a broker and a schema registry on this machine until Ctrl-C.",
      "For development: 127.0.0.1 only, no security, one replica of everything."
    },
    footer = {
      "  tocsin local --create-topics",
      "  tocsin local --data .tocsin/local --port 19092 --registry-port 18081"
    })
public final class LocalCommand implements Callable<Integer> {

  private static final int LARGEST_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Kafka's port, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--advertised-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where clients are told to find Kafka, for a proxy in between. Default: its port.")
  private int advertisedPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "The registry's port, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data here for the next time. Default: a temporary directory.")
  private @Nullable Path data;

  @Option(
      names = "--create-topics",
      description = "Create the topics of the configuration, one replica each.")
  private boolean createTopics;

  @Override
  public Integer call() throws InterruptedException {
    checkPort("--port", port);
    checkPort("--advertised-port", advertisedPort);
    checkPort("--registry-port", registryPort);
    Console console = output.console();
    try (Interruption interruption = new Interruption(() -> console.note("Ending."))) {
      try {
        LocalRun.run(
            new LocalRun.Wish(
                port, advertisedPort, registryPort, data, createTopics ? config : null),
            console);
        return ExitCodes.OK;
      } catch (RuntimeException | InterruptedException e) {
        if (interruption.happened()) {
          return ExitCodes.INTERRUPTED;
        }
        throw e;
      }
    }
  }

  private void checkPort(String option, int value) {
    if (value < 0 || value > LARGEST_PORT) {
      throw new ParameterException(
          command.commandLine(), option + " must be from 1 to 65535, or 0 for a free one");
    }
  }
}
