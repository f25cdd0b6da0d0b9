package dev.tocsin.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import dev.tocsin.cli.accounts.AccountsCommand;
import dev.tocsin.cli.deadletters.DeadLettersCommand;
import dev.tocsin.cli.incident.IncidentCommand;
import dev.tocsin.cli.keyset.KeysetCommand;
import dev.tocsin.cli.logs.LogsCommand;
import dev.tocsin.cli.notifications.NotificationsCommand;
import dev.tocsin.cli.window.WindowCommand;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The root of the command line. */
@Command(
    name = "tocsin",
    description =
        "Finds out, live and in hindsight, whom a breach of a telephony provider exposed.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK + ":done",
      ExitCodes.NEGATIVE + ":a check found a difference, or the answer is no",
      ExitCodes.USAGE + ":wrong option, argument or value on the command line",
      ExitCodes.BAD_INPUT + ":some of the input data was rejected",
      ExitCodes.UNAVAILABLE + ":the broker or the schema registry cannot be reached",
      ExitCodes.INTERNAL + ":a failure of Tocsin itself",
      ExitCodes.TAKEN_OVER + ":somebody else took over what it was doing; run it again later",
      ExitCodes.CONFIG + ":the configuration, or what it meets on the cluster, must be mended",
      ExitCodes.INTERRUPTED + ":interrupted",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin topics create --dry-run   what the cluster lacks",
      "  tocsin config show               each setting and its source",
      "  tocsin run                       run the detector",
      "%nMore about a command: tocsin COMMAND --help",
    },
    subcommands = {
      RunCommand.class,
      ConfigCommand.class,
      KeysetCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      TopologyCommand.class,
      LogsCommand.class,
      AccountsCommand.class,
      WindowCommand.class,
      IncidentCommand.class,
      NotificationsCommand.class,
      DeadLettersCommand.class,
    })
public final class Main {

  /** Commands that run until they are stopped, and whose log is read. */
  private static final Set<String> RUNS_ON = Set.of("run", "demo", "local");

  private final CliEnvironment surroundings;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  public Main() {
    this(CliEnvironment.ofProcess());
  }

  public Main(CliEnvironment surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command of this process.
   *
   * @param more further commands, for distributions that have some
   * @return the exit code
   */
  public static int run(String[] args, Object... more) {
    return commandLine(CliEnvironment.ofProcess(), more)
        .setExecutionStrategy(Main::execute)
        .execute(args);
  }

  /**
   * The command line, ready to execute.
   *
   * @param more further commands, for distributions that have some
   */
  public static CommandLine commandLine(CliEnvironment surroundings, Object... more) {
    Failures failures = new Failures();
    CommandLine line = new CommandLine(new Main(surroundings));
    for (Object command : more) {
      line.addSubcommand(command);
    }
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, new CommandGroups());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static int execute(ParseResult parsed) {
    CommandSpec command = innermost(parsed).commandSpec();
    if (!verbose(command) && !RUNS_ON.contains(top(command))) {
      // What the clients complain about meanwhile is told once, at the end, as the command's error.
      Configurator.setLevel("org.apache.kafka", Level.OFF);
    }
    return new RunLast().execute(parsed);
  }

  private static ParseResult innermost(ParseResult parsed) {
    return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
  }

  private static String top(CommandSpec command) {
    CommandSpec top = command;
    while (top.parent() != null && top.parent().parent() != null) {
      top = top.parent();
    }
    return top.name();
  }

  /** What surrounds the process that runs a command. */
  static CliEnvironment surroundings(CommandSpec command) {
    Main main = of(command);
    return main == null ? CliEnvironment.ofProcess() : main.surroundings;
  }

  /** Whether the user wants to see stack traces. */
  static boolean verbose(CommandSpec command) {
    Main main = of(command);
    return main != null
        && (main.verbose
            || main.surroundings
                .environment()
                .getOrDefault("TOCSIN_LOG_LEVEL", "")
                .matches("(?i)debug|trace"));
  }

  private static @Nullable Main of(CommandSpec command) {
    return command.root().userObject() instanceof Main main ? main : null;
  }
}
