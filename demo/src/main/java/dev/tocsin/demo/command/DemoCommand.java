package dev.tocsin.demo.command;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.Version;
import dev.tocsin.demo.story.AttachedRun;
import dev.tocsin.demo.story.DemoException;
import dev.tocsin.demo.story.DemoOptions;
import dev.tocsin.demo.story.DemoRun;
import dev.tocsin.demo.story.Narrator;
import dev.tocsin.demo.story.StoryOutcome;
import dev.tocsin.demo.story.UnsuitableClusterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells the story of a breach on this machine, and checks every figure of it. */
@Command(
    name = "demo",
    description = {
      "Show it at work, with nothing to prepare.",
      "Starts a broker, a schema registry and Tocsin on free ports, pushes seven weeks of realistic"
          + " logs and live traffic, declares windows, corrects and withdraws them, and compares"
          + " the outcome with brute force.",
      "With --attach it starts nothing and tells the story to a detector that runs already: the"
          + " configuration has to be the detector's own, and its topics unused."
    },
    footer = {
      "  tocsin demo",
      "  tocsin demo --once --records 20000 --output json   for a machine",
      "  tocsin demo --records 1000000 --keep ./demo        larger, and kept to look at",
      "  tocsin demo --attach --bootstrap-servers kafka:9092  to a detector that runs there"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int SMALLEST = 1_000;
  private static final int ACCOUNTS = 2_000;
  private static final List<String> OF_ITS_OWN_STACK = List.of("--partitions", "--keep");
  private static final List<String> OF_ANOTHER_STACK =
      List.of("--config", "--set", "--bootstrap-servers", "--registry-url");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--attach",
      description =
          "Tell the story to the detector that is configured and runs already, and end after it."
              + " Its topics must be unused; what the story wrote stays.")
  private boolean attach;

  @Option(names = "--once", description = "End after the story; else Tocsin stays up until Ctrl-C.")
  private boolean once;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Log records of the seven weeks. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed makes the same records. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Partitions of each topic; with --attach the configured ones. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--live-rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Live messages a second. Default: ${DEFAULT-VALUE}.")
  private int liveRate;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep all data in this directory, which must be empty or new.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    check();
    quietLogs();
    Narrator narrator = narrator();
    Console console = output.console();
    try (Interruption interruption =
        new Interruption(() -> narrator.sayLast("Interrupted. Clearing everything away."))) {
      DemoOptions options =
          new DemoOptions(records, ACCOUNTS, partitions, seed, liveRate, keep, once);
      try {
        StoryOutcome outcome = tell(options, narrator, console);
        return outcome.differences().isEmpty() ? ExitCodes.OK : ExitCodes.NEGATIVE;
      } catch (RuntimeException | InterruptedException | ExecutionException e) {
        if (interruption.happened()) {
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

  private StoryOutcome tell(DemoOptions options, Narrator narrator, Console console)
      throws InterruptedException, ExecutionException {
    Consumer<StoryOutcome> told =
        outcome -> {
          if (console.json()) {
            console.document(document(outcome));
          }
        };
    return attach
        ? new AttachedRun(options, config.load(), narrator).run(told)
        : new DemoRun(options, narrator).run(told);
  }

  private void check() {
    require(records >= SMALLEST, "--records must be " + SMALLEST + " or more");
    require(partitions >= 1 && partitions <= 64, "--partitions must be from 1 to 64");
    require(liveRate >= 1 && liveRate <= 20_000, "--live-rate must be from 1 to 20000");
    Path directory = keep;
    require(
        directory == null || !Files.exists(directory) || isEmpty(directory),
        "--keep needs an empty or a new directory: what is in it would be part of the story");
    // What one way of running would leave unheard is refused.
    for (String option : attach ? OF_ITS_OWN_STACK : OF_ANOTHER_STACK) {
      require(
          !command.commandLine().getParseResult().hasMatchedOption(option),
          option + " goes " + (attach ? "without" : "with") + " --attach only");
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

  /** A story is no place for what a broker and its clients say; whoever wants it says so. */
  private void quietLogs() {
    if (!output.surroundings().environment().containsKey("TOCSIN_LOG_LEVEL")) {
      Configurator.setAllLevels("", Level.OFF);
      Configurator.setLevel("dev.tocsin", Level.ERROR);
    }
  }

  private Narrator narrator() {
    CliEnvironment around = output.surroundings();
    boolean json = output.console().json();
    PrintWriter writer = json ? command.commandLine().getErr() : command.commandLine().getOut();
    boolean terminal = around.terminal() && (json || CliEnvironment.outputIsTerminal());
    boolean colours = terminal && around.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return new Narrator(writer, terminal, colours);
  }

  private static Map<String, Object> document(StoryOutcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "versions",
        Map.of(
            "tocsin", Version.current(),
            "kafka", AppInfoParser.getVersion(),
            "java", Runtime.version().toString()));
    document.putAll(outcome.document());
    return document;
  }
}
