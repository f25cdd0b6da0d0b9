package dev.tocsin.cli;

import dev.tocsin.config.ConfigDocs;
import dev.tocsin.config.Setting;
import dev.tocsin.wiring.Wiring;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the configuration. */
@Command(
    name = "config",
    description = "Show the configuration and its documentation.",
    footer = {"  tocsin config show", "  tocsin config docs"},
    subcommands = {ConfigCommand.Show.class, ConfigCommand.Docs.class})
final class ConfigCommand {

  /** Prints the value and the source of each key. */
  @Command(
      name = "show",
      description = "Print the value and the source of each key. Secrets are hidden.",
      footer = {"  tocsin config show", "  tocsin config show --output json"})
  static final class Show implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    private record Shown(String key, String value, String source, String at) {}

    @Override
    public Integer call() {
      List<Setting> settings = config.load().settings();
      Console console = output.console();
      if (console.json()) {
        console.document(
            settings.stream()
                .map(s -> new Shown(s.key(), s.shown(), s.origin().kind(), s.origin().describe()))
                .toList());
      } else {
        console.table(
            List.of("KEY", "VALUE", "SOURCE"),
            settings.stream()
                .map(s -> List.of(s.key(), s.shown(), s.origin().describe()))
                .toList());
      }
      return ExitCodes.OK;
    }
  }

  /** Prints the documentation of all keys. */
  @Command(
      name = "docs",
      description = "Print the documentation of all keys as Markdown.",
      footer = "  tocsin config docs > configuration.md")
  static final class Docs implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() {
      command.commandLine().getOut().print(ConfigDocs.markdown(Wiring.defaultStreamsProps()));
      command.commandLine().getOut().flush();
      return ExitCodes.OK;
    }
  }
}
