package dev.tocsin.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import dev.tocsin.cli.accounts.AccountsCommand;
import dev.tocsin.cli.deadletters.DeadLettersCommand;
import dev.tocsin.cli.incident.IncidentCommand;
import dev.tocsin.cli.keyset.KeysetCommand;
import dev.tocsin.cli.logs.LogsCommand;
import dev.tocsin.cli.notifications.NotificationsCommand;
import dev.tocsin.cli.window.WindowCommand;
import java.util.LinkedHashMap;
import java.util.Map;
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
    description = "Finds the people and accounts that a breach of a telephony provider exposed.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tocsin topics create --dry-run   list the missing topics",
      "  tocsin config show               show each setting and its source",
      "  tocsin run                       run the detector",
      "%nHelp for a command: tocsin COMMAND --help",
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

  /** Commands that run until they are stopped; their log shows the errors of the clients. */
  private static final Set<String> LONG_RUNNING = Set.of("run", "demo", "local");

  private final CliEnvironment environment;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean verbose;

  public Main() {
    this(CliEnvironment.ofProcess());
  }

  public Main(CliEnvironment environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command of this process.
   *
   * @param more the additional commands of a distribution
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
   * @param more the additional commands of a distribution
   */
  public static CommandLine commandLine(CliEnvironment environment, Object... more) {
    Failures failures = new Failures();
    CommandLine line = new CommandLine(new Main(environment));
    for (Object command : more) {
      line.addSubcommand(command);
    }
    NotIncluded.addTo(line);
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, new CommandGroups());
    // Set here, so that subcommands do not inherit it: the help of the root lists them once.
    Map<String, String> exitCodes = new LinkedHashMap<>();
    ExitCodes.meanings().forEach((code, meaning) -> exitCodes.put(code.toString(), meaning));
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static int execute(ParseResult parsed) {
    CommandSpec command = innermost(parsed).commandSpec();
    if (!verbose(command) && !LONG_RUNNING.contains(top(command))) {
      // The command reports the failure of a client once, as its own error.
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

  /** The environment of a command. */
  static CliEnvironment environment(CommandSpec command) {
    Main main = of(command);
    return main == null ? CliEnvironment.ofProcess() : main.environment;
  }

  /** Whether stack traces are printed. */
  static boolean verbose(CommandSpec command) {
    Main main = of(command);
    return main != null
        && (main.verbose
            || main.environment
                .environment()
                .getOrDefault("TOCSIN_LOG_LEVEL", "")
                .matches("(?i)debug|trace"));
  }

  private static @Nullable Main of(CommandSpec command) {
    return command.root().userObject() instanceof Main main ? main : null;
  }
}
