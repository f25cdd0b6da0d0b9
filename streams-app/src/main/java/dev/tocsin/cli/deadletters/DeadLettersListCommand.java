package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.TocsinConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
    name = "list",
    description = {
      "List dead letters, the oldest first, with reason and original position.",
      "The content of the records is shown with --show-content only. Letters that were sent again"
          + " are shown with --all or by ID only. The command reads committed records only and joins"
          + " no consumer group."
    },
    footer = {
      "  tocsin dead-letters list --summary",
      "  tocsin dead-letters list --reason unknown_schema --provider duo --since 2024-03-01",
      "  tocsin dead-letters list 0-17 --show-content"
    })
final class DeadLettersListCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private Selection selection = new Selection();

  @Option(names = "--all", description = "Include letters that were sent again.")
  private boolean all;

  @Option(
      names = "--summary",
      description = "Count letters by reason, provider and topic; print how to fix each reason.")
  private boolean summary;

  @Option(
      names = "--show-content",
      description =
          "Show key, value and headers of the original record, binary ones in Base64: personal"
              + " data.")
  private boolean showContent;

  @Override
  public Integer call() throws InterruptedException {
    if (summary && showContent) {
      throw new CliException(
          ExitCodes.USAGE, "--summary shows no single letter; omit it or --show-content");
    }
    TocsinConfig loaded = config.load();
    Console console = output.console();
    LetterFilter filter = selection.filter(loaded, console);
    DeadLetterTopic topic = new DeadLetterTopic(loaded);
    Letters letters = topic.read(filter);
    filter.requireSeen(topic.name());
    letters.warning(topic.name()).ifPresent(console::note);
    List<Letter> chosen = chosen(letters, filter.hasIds());
    print(console, topic, letters, chosen);
    reportOmitted(console, letters, chosen, filter.hasIds());
    return ExitCodes.OK;
  }

  private List<Letter> chosen(Letters letters, boolean named) {
    return letters.all().stream()
        .filter(letter -> all || named || letters.redriven(letter).isEmpty())
        .limit(selection.limit())
        .toList();
  }

  private void print(Console console, DeadLetterTopic topic, Letters letters, List<Letter> chosen)
      throws InterruptedException {
    if (summary) {
      List<LetterGroup> groups = LetterGroup.of(chosen);
      if (console.json()) {
        console.document(groups);
      } else if (!groups.isEmpty()) {
        LetterGroup.print(console, groups);
      }
      return;
    }
    Map<Letter.Id, Content> contents = showContent ? contents(topic, chosen) : Map.of();
    if (console.json()) {
      console.document(
          chosen.stream()
              .map(letter -> letter.json(letters.redriven(letter), contents.get(letter.id())))
              .toList());
    } else if (showContent) {
      chosen.forEach(letter -> block(console, letter, letters, contents.get(letter.id())));
    } else if (!chosen.isEmpty()) {
      console.table(
          Letter.HEADER,
          chosen.stream().map(letter -> letter.cells(letters.redriven(letter))).toList());
    }
  }

  private static Map<Letter.Id, Content> contents(DeadLetterTopic topic, List<Letter> chosen)
      throws InterruptedException {
    Map<Letter.Id, Content> contents = new HashMap<>();
    topic.contents(
        chosen.stream().map(Letter::id).collect(Collectors.toSet()),
        (id, content) -> {
          contents.put(id, content);
          return true;
        });
    return contents;
  }

  private static void block(
      Console console, Letter letter, Letters letters, @Nullable Content content) {
    console.line(String.join("  ", letter.cells(letters.redriven(letter))));
    if (content != null) {
      content.lines().forEach(line -> console.line("  " + line));
    }
  }

  private void reportOmitted(Console console, Letters letters, List<Letter> chosen, boolean named) {
    long hidden = all || named ? 0 : letters.redrivenCount();
    if (chosen.isEmpty()) {
      console.note(hidden == 0 ? "no dead letters" : "all dead letters were sent again");
    }
    long shown = chosen.size() + hidden;
    if (hidden > 0) {
      console.note(hidden + " were sent again and are not shown; show them with --all");
    }
    if (letters.all().size() > shown) {
      console.note((letters.all().size() - shown) + " more are omitted due to --limit");
    }
  }
}
