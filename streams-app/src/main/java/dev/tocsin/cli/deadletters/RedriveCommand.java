package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Interruption;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.Progress;
import dev.tocsin.cli.deadletters.RedrivePlan.Obstacle;
import dev.tocsin.cli.topic.PartitionCounts;
import dev.tocsin.config.TocsinConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters again. */
@Command(
    name = "redrive",
    description = {
      "Send dead letters to their original topic, after their cause is fixed.",
      "Without --send it only prints what would be sent. Key, value and headers stay unchanged. Each"
          + " dead letter is sent at most once, even after an aborted run; run the command again to"
          + " continue. A record that is rejected again becomes a new dead letter.",
      "Windows and accounts are sent only if --topic names their topic, and never if the topic has"
          + " a later version: do not change them during a redrive."
    },
    footer = {
      "  tocsin dead-letters redrive --reason unknown_schema --provider duo",
      "  tocsin dead-letters redrive --reason unknown_schema --provider duo --send",
      "  tocsin dead-letters redrive --topic exposure.window 0-17 --send"
    })
final class RedriveCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private Selection selection = new Selection();

  @ArgGroup private @Nullable Mode mode;

  /** Whether to send the letters. */
  static final class Mode {
    @Option(
        names = {"-n", "--dry-run"},
        description = "Validate and print the plan; send nothing (default).")
    @SuppressWarnings("UnusedVariable") // picocli sets it; the default may be given explicitly
    private boolean dryRun;

    @Option(names = "--send", description = "Send the letters.")
    private boolean send;
  }

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    LetterFilter filter = selection.filter(loaded, console);
    PartitionCounts partitions = new PartitionCounts(loaded);
    return mode != null && mode.send
        ? send(loaded, filter, partitions, console)
        : dryRun(loaded, filter, partitions, console);
  }

  private int dryRun(
      TocsinConfig loaded, LetterFilter filter, PartitionCounts partitions, Console console)
      throws InterruptedException {
    Letters letters = new DeadLetterTopic(loaded).read(filter);
    RedrivePlan plan = plan(loaded, filter, letters, partitions, console);
    RedriveReport report =
        new RedriveReport(true, plan.sendable(), plan.obstacles(), plan.redriven());
    report.print(console);
    if (plan.sendable().isEmpty()) {
      console.note("no dead letters to send");
    } else {
      console.note("nothing was sent; send the letters with --send");
    }
    return exitCode(report, filter);
  }

  private int send(
      TocsinConfig loaded, LetterFilter filter, PartitionCounts partitions, Console console)
      throws InterruptedException {
    try (Redrive redrive = new Redrive(loaded, partitions);
        Interruption interruption =
            Interruption.finishing(() -> reportProgress(console, "interrupted", redrive))) {
      RedrivePlan plan = plan(loaded, filter, redrive.letters(filter), partitions, console);
      boolean complete = false;
      try (Progress progress = console.progress("Sending", plan.sendable().size(), "letters")) {
        redrive.send(plan.sendable(), interruption::isRequested, progress);
        complete = !interruption.isRequested();
      } finally {
        if (interruption.isRequested()) {
          interruption.report();
        } else if (!complete) {
          reportProgress(console, "stopped", redrive);
        }
      }
      if (!complete) {
        return ExitCodes.INTERRUPTED;
      }
      return report(plan, redrive, filter, console);
    }
  }

  private static int report(
      RedrivePlan plan, Redrive redrive, LetterFilter filter, Console console) {
    Map<Letter, Obstacle> obstacles = plan.obstacles();
    redrive.refused().forEach(letter -> obstacles.put(letter, Obstacle.REFUSED));
    RedriveReport report = new RedriveReport(false, redrive.sent(), obstacles, plan.redriven());
    report.print(console);
    int gone = plan.sendable().size() - redrive.sent().size() - redrive.refused().size();
    if (gone > 0) {
      console.note(gone + " were deleted by the retention of the topic before they could be sent");
    }
    if (redrive.sent().isEmpty()) {
      console.note("no dead letters to send");
    } else {
      console.note(
          "records that are rejected again become new dead letters: check 'tocsin dead-letters list'");
    }
    return exitCode(report, filter);
  }

  private RedrivePlan plan(
      TocsinConfig loaded,
      LetterFilter filter,
      Letters letters,
      PartitionCounts partitions,
      Console console)
      throws InterruptedException {
    String topic = loaded.topics().deadLetter();
    filter.requireSeen(topic);
    letters.warning(topic).ifPresent(console::note);
    return RedrivePlan.of(loaded, filter, letters, partitions, selection.limit());
  }

  private static int exitCode(RedriveReport report, LetterFilter filter) {
    boolean rejected =
        report.obstacles().values().stream()
            .anyMatch(obstacle -> obstacle.isFault() || filter.hasIds());
    return rejected ? ExitCodes.BAD_INPUT : ExitCodes.OK;
  }

  private static void reportProgress(Console console, String how, Redrive redrive) {
    console.note(
        how
            + ": "
            + redrive.sent().size()
            + " dead letters were sent; run the command again for the rest, none is sent twice");
  }
}
