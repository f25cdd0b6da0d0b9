package dev.tocsin.cli;

import dev.tocsin.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what is set, and by whom. */
@Command(
    name = "show",
    description = "Print the value of every key and where it comes from. Secrets are hidden.",
    footer = {"  tocsin config show", "  tocsin config show --output json"})
final class ConfigShowCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    List<Setting> settings = config.load().settings();
    Console console = output.console();
    if (console.json()) {
      console.document(settings.stream().map(ConfigShowCommand::json).toList());
    } else {
      console.table(
          List.of("KEY", "VALUE", "SOURCE"),
          settings.stream().map(s -> List.of(s.key(), s.shown(), s.origin().describe())).toList());
    }
    return ExitCodes.OK;
  }

  private static Map<String, String> json(Setting setting) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("key", setting.key());
    json.put("value", setting.shown());
    json.put("source", setting.origin().kind());
    json.put("at", setting.origin().describe());
    return json;
  }
}
