package dev.tocsin.cli.logs;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands about message logs. */
@Command(
    name = "logs",
    description = "Import message logs of providers.",
    footer = {"  tocsin logs import march.jsonl.gz --provider duo", "  tocsin logs formats"},
    subcommands = {LogsImportCommand.class, LogsCommand.Formats.class})
public final class LogsCommand {

  /** Describes the formats. */
  @Command(
      name = "formats",
      description = "Describe the formats that can be imported.",
      footer = "  tocsin logs formats")
  static final class Formats implements Callable<Integer> {

    @Mixin private OutputOptions output = new OutputOptions();

    private record Described(String id, String name, String documentation, String source) {}

    @Override
    public Integer call() {
      Console console = output.console();
      if (console.json()) {
        console.document(
            LogFormats.all().stream()
                .map(f -> new Described(f.id(), f.name(), f.documentation(), f.source()))
                .toList());
      } else {
        for (LogFormat format : LogFormats.all()) {
          console.line(format.id() + ": " + format.name());
          format.documentation().lines().forEach(line -> console.line("  " + line));
          console.line("  Source: " + format.source());
        }
      }
      return ExitCodes.OK;
    }
  }
}
