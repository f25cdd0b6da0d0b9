package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.TocsinConfig;
import java.util.ArrayList;
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
      "List what could not be read, the oldest first, with the reason and the place it came from.",
      "Nothing of what the records carry is shown unless --show-content asks for it. Those that"
          + " were sent again are left out unless --all asks for them, or their ids are given. It"
          + " reads committed records only and joins no consumer group."
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

  @Option(names = "--all", description = "Those that were sent again too.")
  private boolean all;

  @Option(
      names = "--summary",
      description = "Count them by reason, provider and topic, and say what mends each reason.")
  private boolean summary;

  @Option(
      names = "--show-content",
      description =
          "Show key, value and the provider's headers too, text as text and the rest in Base64:"
              + " personal data.")
  private boolean showContent;

  @Override
  public Integer call() throws InterruptedException {
    if (summary && showContent) {
      throw new CliException(
          ExitCodes.USAGE, "--summary shows no single letter; leave it or --show-content out");
    }
    TocsinConfig loaded = config.load();
    Console console = output.console();
    LetterFilter filter = selection.filter(loaded, console);
    DeadLetterTopic topic = new DeadLetterTopic(loaded);
    Letters letters = topic.read(filter);
    filter.requireSeen(topic.name());
    letters.warning(topic.name()).ifPresent(console::note);
    List<Letter> wanted = wanted(letters, filter.hasIds());
    print(console, topic, letters, wanted);
    tellWhatIsMissing(console, letters, wanted, filter.hasIds());
    return ExitCodes.OK;
  }

  private List<Letter> wanted(Letters letters, boolean named) {
    return letters.all().stream()
        .filter(letter -> all || named || letters.redriven(letter).isEmpty())
        .limit(selection.limit())
        .toList();
  }

  private void print(Console console, DeadLetterTopic topic, Letters letters, List<Letter> wanted)
      throws InterruptedException {
    if (summary) {
      List<LetterGroup> groups = LetterGroup.of(wanted);
      if (console.json()) {
        console.document(groups.stream().map(LetterGroup::json).toList());
      } else if (!groups.isEmpty()) {
        LetterGroup.print(console, groups);
      }
      return;
    }
    Map<LetterId, Content> contents = showContent ? contents(topic, wanted) : Map.of();
    if (console.json()) {
      console.document(
          wanted.stream().map(letter -> json(letter, letters, contents.get(letter.id()))).toList());
    } else if (showContent) {
      wanted.forEach(letter -> block(console, letter, letters, contents.get(letter.id())));
    } else if (!wanted.isEmpty()) {
      console.table(
          LetterText.HEADER,
          wanted.stream()
              .map(letter -> LetterText.cells(letter, letters.redriven(letter)))
              .toList());
    }
  }

  private static Map<LetterId, Content> contents(DeadLetterTopic topic, List<Letter> wanted)
      throws InterruptedException {
    Map<LetterId, Content> contents = new HashMap<>();
    topic.contents(
        wanted.stream().map(Letter::id).collect(Collectors.toSet()),
        (id, content) -> {
          contents.put(id, content);
          return true;
        });
    return contents;
  }

  private static Map<String, @Nullable Object> json(
      Letter letter, Letters letters, @Nullable Content content) {
    Map<String, @Nullable Object> json = LetterText.json(letter, letters.redriven(letter));
    if (content != null) {
      json.put("content", ContentText.json(content));
    }
    return json;
  }

  private static void block(
      Console console, Letter letter, Letters letters, @Nullable Content content) {
    console.line(String.join("  ", LetterText.cells(letter, letters.redriven(letter))));
    List<String> lines = new ArrayList<>();
    if (content != null) {
      lines.addAll(ContentText.lines(content));
    }
    lines.forEach(line -> console.line("  " + line));
  }

  private void tellWhatIsMissing(
      Console console, Letters letters, List<Letter> wanted, boolean named) {
    long hidden = all || named ? 0 : letters.redrivenCount();
    if (wanted.isEmpty()) {
      console.note(hidden == 0 ? "no dead letters" : "no dead letters that were not sent again");
    }
    long shown = wanted.size() + hidden;
    if (hidden > 0) {
      console.note(hidden + " were sent again and are not shown; --all shows them");
    }
    if (letters.all().size() > shown) {
      console.note((letters.all().size() - shown) + " more are left out by --limit");
    }
  }
}
