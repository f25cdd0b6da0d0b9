package dev.tocsin.cli.window;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What declaring, revising and withdrawing have in common: read all, decide, tell, write. */
abstract class WindowWriteCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Check and tell everything, write nothing.")
  private boolean dryRun;

  @Option(names = "--force", description = "Accept what looks like a mistake.")
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
      console.document(json(change, written));
    } else {
      text(console, change, written);
    }
    return ExitCodes.OK;
  }

  /** Works out the change from the options and the windows that stand. */
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
      console.line("window " + change.id() + " is already so; nothing was written");
    }
    change.differences().forEach(line -> console.line("  " + line));
    if (change.after() != null) {
      console.line("  covers: " + WindowText.range(change.after()));
    }
  }

  private Map<String, @Nullable Object> json(
      WindowUpdate change, @Nullable RecordMetadata written) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("window_id", change.id());
    json.put("action", change.verb());
    json.put("written", written != null);
    json.put("dry_run", dryRun);
    json.put("revision", written == null ? null : written.offset());
    json.put("position", written == null ? null : position(written));
    json.put("before", event(change.before()));
    json.put("after", event(change.after()));
    return json;
  }

  private static @Nullable Object event(@Nullable CompromiseWindow window) {
    return window == null ? null : EventJson.of(window);
  }

  private static String position(RecordMetadata written) {
    return written.topic() + "-" + written.partition() + "@" + written.offset();
  }
}
