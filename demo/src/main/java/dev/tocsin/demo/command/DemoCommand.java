package dev.tocsin.demo.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Interruption;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.Version;
import dev.tocsin.demo.story.AttachedRun;
import dev.tocsin.demo.story.DemoException;
import dev.tocsin.demo.story.DemoOptions;
import dev.tocsin.demo.story.DemoRun;
import dev.tocsin.demo.story.Narrator;
import dev.tocsin.demo.story.StoryReport;
import dev.tocsin.demo.story.UnsuitableClusterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the story of a breach, and checks every figure of it. */
@Command(
    name = "demo",
    description = {
      "Play the story of a breach, without any preparation.",
      "Starts a broker, a schema registry and Tocsin on free ports, sends seven weeks of realistic"
          + " message logs and live traffic, declares, revises and withdraws windows, and compares"
          + " the results with an independent recount.",
      "With --attach it starts nothing and plays the story on a running detector: use the"
          + " detector's configuration; its topics must be unused."
    },
    footer = {
      "  tocsin demo",
      "  tocsin demo --once --records 20000 --output json     JSON for a program",
      "  tocsin demo --records 1000000 --keep ./demo          more records, data kept",
      "  tocsin demo --attach --bootstrap-servers kafka:9092  on a running detector"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int SMALLEST = 1_000;
  private static final int ACCOUNTS = 2_000;
  private static final List<String> WITHOUT_ATTACH = List.of("--partitions", "--keep");
  private static final List<String> WITH_ATTACH =
      List.of("--config", "--set", "--bootstrap-servers", "--registry-url");

  private static final Map<String, String> VERSIONS =
      Map.of(
          "tocsin", Version.current(),
          "kafka", AppInfoParser.getVersion(),
          "java", Runtime.version().toString());

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--attach",
      description =
          "Play the story on the configured, running detector, then exit. Its topics must be unused;"
              + " the records of the story remain in them.")
  private boolean attach;

  @Option(
      names = "--once",
      description = "Exit after the story. Default: Tocsin runs until Ctrl-C.")
  private boolean once;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Number of message logs of the seven weeks. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the random records. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Partitions of each topic; --attach uses the configured number. Default:"
              + " ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--live-rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Live message logs per second. Default: ${DEFAULT-VALUE}.")
  private int liveRate;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep all data in this directory; it must be empty or new.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    check();
    quietLogs();
    Narrator narrator = narrator();
    Console console = output.console();
    try (Interruption interruption =
        Interruption.cancelling(() -> narrator.sayLast("Interrupted. Removing everything."))) {
      DemoOptions options =
          new DemoOptions(records, ACCOUNTS, partitions, seed, liveRate, keep, once);
      try {
        StoryReport told = play(options, narrator, console);
        return told.differences().isEmpty() ? ExitCodes.OK : ExitCodes.NEGATIVE;
      } catch (RuntimeException | InterruptedException | ExecutionException e) {
        if (interruption.isRequested()) {
          return ExitCodes.INTERRUPTED;
        }
        throw e;
      }
    } catch (DemoException e) {
      throw new CliException(ExitCodes.INTERNAL, String.valueOf(e.getMessage()), e);
    } catch (UnsuitableClusterException e) {
      throw new CliException(ExitCodes.CONFIG, String.valueOf(e.getMessage()), e);
    }
  }

  /** The printed document. */
  private record Told(Map<String, String> versions, @JsonUnwrapped StoryReport report) {}

  private StoryReport play(DemoOptions options, Narrator narrator, Console console)
      throws InterruptedException, ExecutionException {
    Consumer<StoryReport> report =
        told -> {
          if (console.json()) {
            console.document(new Told(VERSIONS, told));
          }
        };
    return attach
        ? new AttachedRun(options, config.load(), narrator).run(report)
        : new DemoRun(options, narrator).run(report);
  }

  private void check() {
    require(records >= SMALLEST, "--records must be " + SMALLEST + " or more, but was " + records);
    require(
        partitions >= 1 && partitions <= 64,
        "--partitions must be from 1 to 64, but was " + partitions);
    require(
        liveRate >= 1 && liveRate <= 20_000,
        "--live-rate must be from 1 to 20000, but was " + liveRate);
    Path directory = keep;
    require(
        directory == null || !Files.exists(directory) || isEmpty(directory),
        "--keep requires an empty or a new directory, but " + directory + " has files in it");
    // Options without an effect are rejected.
    for (String option : attach ? WITHOUT_ATTACH : WITH_ATTACH) {
      require(
          !command.commandLine().getParseResult().hasMatchedOption(option),
          attach ? option + " excludes --attach" : option + " requires --attach");
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Hides the log of the broker and the clients unless TOCSIN_LOG_LEVEL is set. */
  private void quietLogs() {
    if (!output.environment().environment().containsKey("TOCSIN_LOG_LEVEL")) {
      Configurator.setAllLevels("", Level.OFF);
      Configurator.setLevel("dev.tocsin", Level.ERROR);
    }
  }

  private Narrator narrator() {
    CliEnvironment environment = output.environment();
    boolean json = output.console().json();
    PrintWriter writer = json ? command.commandLine().getErr() : command.commandLine().getOut();
    boolean terminal = environment.terminal() && (json || CliEnvironment.outputIsTerminal());
    boolean colours = terminal && environment.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return new Narrator(writer, terminal, colours);
  }
}
