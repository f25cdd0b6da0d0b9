package dev.tocsin.cli.window;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.text.TimeReading;
import dev.tocsin.cli.text.ZoneConverter;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.wiring.Wiring;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that sets fields of a window. */
abstract class EditCommand extends WindowWriteCommand {

  @Mixin private WindowOptions options = new WindowOptions();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      converter = ZoneConverter.class,
      description =
          "Zone of dates, and of date-times without an offset. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneOffset.UTC;

  @Override
  final WindowUpdate decide(TocsinConfig loaded, WindowTable windows, Console console) {
    Instant now = Instant.now();
    TimeReading times = new TimeReading(zone);
    WindowEdit edit = options.edit(times, new AccountFiles(Path.of("")));
    times.notes().forEach(console::note);
    WindowUpdate change = decide(edit, windows, now, console);
    CompromiseWindow after = change.after();
    if (after != null) {
      after.setBasedOn(change.basedOn());
      after.setAuthor(author());
      new WindowCheck(loaded.providers(), Wiring.topology(loaded).windowRules(), now)
          .require(after, force());
      List<String> unrecognized = WindowCheck.unrecognizedFields(after);
      if (!unrecognized.isEmpty()) {
        console.note(
            "unrecognized exposed fields, kept unchanged: " + String.join(", ", unrecognized));
      }
    }
    return change;
  }

  abstract WindowUpdate decide(WindowEdit edit, WindowTable windows, Instant now, Console console);
}
