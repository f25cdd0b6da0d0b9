package dev.tocsin.cli.logs;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains the formats. */
@Command(
    name = "formats",
    description = "Explain the formats that can be imported.",
    footer = "  tocsin logs formats")
final class LogsFormatsCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Console console = output.console();
    if (console.json()) {
      console.document(LogFormats.all().stream().map(LogsFormatsCommand::json).toList());
    } else {
      for (LogFormat format : LogFormats.all()) {
        console.line(format.id() + ": " + format.name());
        format.documentation().lines().forEach(line -> console.line("  " + line));
        console.line("  Source: " + format.source());
      }
    }
    return ExitCodes.OK;
  }

  private static Map<String, String> json(LogFormat format) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("id", format.id());
    json.put("name", format.name());
    json.put("documentation", format.documentation());
    json.put("source", format.source());
    return json;
  }
}
