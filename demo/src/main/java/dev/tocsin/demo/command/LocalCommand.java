package dev.tocsin.demo.command;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Interruption;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackException;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.topics.TopicCreation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a broker and a schema registry until it is interrupted. */
@Command(
    name = "local",
    description = {
      "Run a broker and a schema registry on this machine until Ctrl-C.",
      "For development: on 127.0.0.1 only, without security, replication factor 1."
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
      description = "Port of Kafka, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--advertised-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Port that Kafka advertises to clients, for use behind a proxy. Default: --port.")
  private int advertisedPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the schema registry, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory to keep the data in. Default: a temporary directory.")
  private @Nullable Path data;

  @Option(
      names = "--create-topics",
      description = "Create the topics of the configuration with replication factor 1.")
  private boolean createTopics;

  /** The addresses of the stack as JSON. */
  private record Started(
      String bootstrapServers, String registryUrl, String dataDir, long startMillis) {}

  @Override
  public Integer call() throws InterruptedException {
    checkPort("--port", port);
    checkPort("--advertised-port", advertisedPort);
    checkPort("--registry-port", registryPort);
    Console console = output.console();
    try (Interruption interruption = Interruption.cancelling(() -> console.note("Stopping."))) {
      try {
        run(console);
        return ExitCodes.OK;
      } catch (RuntimeException | InterruptedException e) {
        if (interruption.isRequested()) {
          return ExitCodes.INTERRUPTED;
        }
        throw e;
      }
    }
  }

  private void checkPort(String option, int value) {
    if (value < 0 || value > LARGEST_PORT) {
      throw new ParameterException(
          command.commandLine(),
          option + " must be from 1 to 65535, or 0 for a free port, but was " + value);
    }
  }

  /** Starts the stack, prints its addresses, and waits until the thread is interrupted. */
  private void run(Console console) throws InterruptedException {
    LocalStackSettings settings =
        LocalStackSettings.builder()
            .brokerPort(port)
            .advertisedPort(advertisedPort)
            .registryPort(registryPort)
            .dataDir(data)
            .build();
    try (LocalStack stack = LocalStack.start(settings)) {
      if (createTopics) {
        createTopics(stack);
      }
      if (console.json()) {
        console.jsonLine(
            new Started(
                stack.bootstrapServers(),
                stack.registryUrl(),
                stack.dataDir().toString(),
                stack.startTime().toMillis()));
      } else {
        printAddresses(stack, console);
      }
      console.note("Ready. Ctrl-C ends both.");
      new CountDownLatch(1).await();
    } catch (LocalStackException e) {
      throw new CliException(ExitCodes.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private void createTopics(LocalStack stack) {
    TocsinConfig loaded =
        config.load(
            Map.of(
                ClusterKeys.BOOTSTRAP_SERVERS, stack.bootstrapServers(),
                ClusterKeys.SCHEMA_REGISTRY_URL, stack.registryUrl(),
                TopicKeys.REPLICATION_FACTOR, "1"));
    try (Admin admin = Admin.create(loaded.adminProps())) {
      new TopicCreation(loaded, admin).run(false);
    }
  }

  private static void printAddresses(LocalStack stack, Console console) {
    console.line("Kafka     " + stack.bootstrapServers());
    console.line("Registry  " + stack.registryUrl());
    console.line("Data      " + stack.dataDir());
    String addresses =
        " --bootstrap-servers "
            + stack.bootstrapServers()
            + " --registry-url "
            + stack.registryUrl();
    String replicas = " -c " + TopicKeys.REPLICATION_FACTOR + "=1";
    console.note("");
    console.note("In another terminal, for records of the last 400 days:");
    console.note("  tocsin topics create" + addresses + replicas);
    console.note("  tocsin schemas register" + addresses);
    console.note("  tocsin run" + addresses + replicas);
    console.note("");
  }
}
