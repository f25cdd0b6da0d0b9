package dev.tocsin.cli.window;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that writes a window: reads all windows, decides the change, writes and prints it. */
abstract class WindowWriteCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Validate and print the change; write nothing.")
  private boolean dryRun;

  @Option(names = "--force", description = "Accept a probable mistake.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    Table<CompromiseWindow> windows = WindowUpdate.readAll(loaded);
    windows.warning(loaded.topics().window()).ifPresent(console::note);
    WindowUpdate change = decide(loaded, windows, console);
    RecordMetadata written = dryRun || !change.isNeeded() ? null : write(loaded, change);
    if (console.json()) {
      console.document(Written.of(change, written, dryRun));
    } else {
      text(console, change, written);
    }
    return ExitCodes.OK;
  }

  /** The change that the options make to the current windows. */
  abstract WindowUpdate decide(
      TocsinConfig loaded, Table<CompromiseWindow> windows, Console console);

  boolean force() {
    return force;
  }

  private static RecordMetadata write(TocsinConfig loaded, WindowUpdate change)
      throws InterruptedException {
    try (Publisher<CompromiseWindow> publisher =
        new Publisher<>(loaded, loaded.topics().window(), EventSerdes::window)) {
      return publisher.write(change.id(), change.after());
    }
  }

  private void text(Console console, WindowUpdate change, @Nullable RecordMetadata written) {
    if (written != null) {
      console.line(
          "window "
              + change.id()
              + " "
              + change.verb()
              + ": "
              + position(written)
              + ", revision "
              + written.offset());
    } else if (dryRun && change.isNeeded()) {
      console.line("window " + change.id() + " would be " + change.verb() + " (dry run)");
    } else {
      console.line("window " + change.id() + " is unchanged; nothing was written");
    }
    change.differences().forEach(line -> console.line("  " + line));
    if (change.after() != null) {
      console.line("  covers: " + WindowText.range(change.after()));
    }
  }

  private record Written(
      String windowId,
      String action,
      boolean written,
      boolean dryRun,
      @Nullable Long revision,
      @Nullable String position,
      @Nullable CompromiseWindow before,
      @Nullable CompromiseWindow after) {

    static Written of(WindowUpdate change, @Nullable RecordMetadata written, boolean dryRun) {
      return new Written(
          change.id(),
          change.verb(),
          written != null,
          dryRun,
          written == null ? null : written.offset(),
          written == null ? null : WindowWriteCommand.position(written),
          change.before(),
          change.after());
    }
  }

  private static String position(RecordMetadata written) {
    return written.topic() + "-" + written.partition() + "@" + written.offset();
  }
}
