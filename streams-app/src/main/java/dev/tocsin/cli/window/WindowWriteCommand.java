package dev.tocsin.cli.window;

import dev.tocsin.cli.AuthorOptions;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.intake.WindowHeaders;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that writes a window: reads all windows, decides the change, writes it, and reads on to
 * it, because another author may have been faster. The topic decides, so no detector need run.
 */
abstract class WindowWriteCommand implements Callable<Integer> {

  /** What a shell reads as one word without quotes. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private AuthorOptions author = new AuthorOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Validate and print the change; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Accept a probable mistake. declare and withdraw then also replace a revision that another"
              + " author wrote meanwhile.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    try (WindowTable windows = WindowTable.read(loaded)) {
      windows.warning().ifPresent(console::note);
      WindowUpdate change = decide(loaded, windows, console);
      RecordMetadata written = dryRun || !change.isNeeded() ? null : write(loaded, change);
      if (written != null && !windows.accepts(written.offset())) {
        return refused(console, change, written, windows.row(change.id()).orElseThrow());
      }
      if (console.json()) {
        console.document(Written.of(change, written, dryRun, author(), null));
      } else {
        text(console, change, written);
      }
      return ExitCodes.OK;
    }
  }

  /** The change that the options make to the current windows. */
  abstract WindowUpdate decide(TocsinConfig loaded, WindowTable windows, Console console);

  boolean force() {
    return force;
  }

  String author() {
    return author.author();
  }

  private RecordMetadata write(TocsinConfig loaded, WindowUpdate change)
      throws InterruptedException {
    CompromiseWindow after = change.after();
    try (Publisher<CompromiseWindow> publisher =
        new Publisher<>(loaded, loaded.topics().window(), EventSerdes::window)) {
      return publisher.write(
          change.id(),
          after,
          after == null
              ? WindowHeaders.ofTombstone(change.basedOn(), author())
              : new RecordHeaders());
    }
  }

  /** Another author changed the window between the read and the write of this command. */
  private int refused(
      Console console, WindowUpdate change, RecordMetadata written, WindowTable.Row meanwhile) {
    if (console.json()) {
      console.document(Written.of(change, written, false, author(), Meanwhile.of(meanwhile)));
      return ExitCodes.OVERTAKEN;
    }
    console.note(
        "tocsin: window '%s' was not %s: %s changed it after this command read it"
            .formatted(change.id(), change.verb(), Meanwhile.by(meanwhile.author())));
    console.note("  revision " + meanwhile.revision() + ", written at " + meanwhile.writtenAt());
    changedMeanwhile(change.before(), meanwhile.value()).forEach(line -> console.note("  " + line));
    console.note("Repeat the change if it is still right: " + repeat());
    return ExitCodes.OVERTAKEN;
  }

  private static List<String> changedMeanwhile(
      @Nullable CompromiseWindow before, @Nullable CompromiseWindow now) {
    if (now == null) {
      return List.of("it is withdrawn");
    }
    List<String> lines = new WindowUpdate("revised", "", before, now, null).differences();
    return lines.isEmpty() ? List.of("no field differs") : lines;
  }

  private String repeat() {
    return "tocsin "
        + command.root().commandLine().getParseResult().originalArgs().stream()
            .map(WindowWriteCommand::shellWord)
            .collect(Collectors.joining(" "));
  }

  private static String shellWord(String argument) {
    return PLAIN_WORD.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
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

  /**
   * The result as JSON.
   *
   * @param accepted false if the change was written and refused
   * @param meanwhile the change that this one was refused for
   */
  private record Written(
      String windowId,
      String action,
      boolean written,
      boolean accepted,
      boolean dryRun,
      @Nullable Long revision,
      @Nullable String position,
      @Nullable Long basedOn,
      String author,
      @Nullable CompromiseWindow before,
      @Nullable CompromiseWindow after,
      @Nullable Meanwhile meanwhile) {

    static Written of(
        WindowUpdate change,
        @Nullable RecordMetadata written,
        boolean dryRun,
        String author,
        @Nullable Meanwhile meanwhile) {
      return new Written(
          change.id(),
          change.verb(),
          written != null,
          written != null && meanwhile == null,
          dryRun,
          written == null ? null : written.offset(),
          written == null ? null : WindowWriteCommand.position(written),
          change.basedOn(),
          author,
          change.before(),
          change.after(),
          meanwhile);
    }
  }

  /** A change by another author. */
  private record Meanwhile(
      long revision,
      Instant writtenAt,
      @Nullable String author,
      @Nullable CompromiseWindow window) {

    static Meanwhile of(WindowTable.Row row) {
      return new Meanwhile(row.revision(), row.writtenAt(), row.author(), row.value());
    }

    static String by(@Nullable String author) {
      return author == null ? "an unknown author" : author;
    }
  }

  private static String position(RecordMetadata written) {
    return written.topic() + "-" + written.partition() + "@" + written.offset();
  }
}
