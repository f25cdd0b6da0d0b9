package dev.tocsin.cli.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.deadletters.RedrivePlan.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of a redrive.
 *
 * @param letters the letters that were sent, or would be
 * @param obstacles the letters that cannot be sent, and why
 * @param redriven the number of letters that were sent before
 */
record RedriveReport(
    boolean dryRun, List<Letter> letters, Map<Letter, Obstacle> obstacles, long redriven) {

  private static final List<String> HEADER = List.of("NOT SENT", "REASON", "SOURCE", "WHY");
  private static final int SHOWN = 20;

  void print(Console console) {
    if (console.json()) {
      console.document(json());
      return;
    }
    if (!letters.isEmpty()) {
      LetterGroup.print(console, LetterGroup.of(letters));
    }
    if (!obstacles.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      obstacles.forEach((letter, obstacle) -> rows.add(cells(letter, obstacle)));
      console.table(HEADER, rows.subList(0, Math.min(rows.size(), SHOWN)));
      if (rows.size() > SHOWN) {
        console.note((rows.size() - SHOWN) + " more cannot be sent; list all with --output json");
      }
    }
    console.line(
        "dead letters: "
            + letters.size()
            + (dryRun ? " would be sent again, " : " sent again, ")
            + obstacles.size()
            + " not, "
            + redriven
            + " already sent before");
  }

  private static List<String> cells(Letter letter, Obstacle obstacle) {
    return List.of(
        letter.id().toString(), letter.reason(), letter.source().toString(), obstacle.remedy());
  }

  /** The report as JSON. */
  private record Shown(
      boolean dryRun,
      int sent,
      long sentBefore,
      List<LetterGroup> groups,
      List<String> letters,
      List<NotSent> notSent) {}

  private record NotSent(@JsonUnwrapped Letter.Identity identity, String obstacle, String remedy) {}

  private Shown json() {
    return new Shown(
        dryRun,
        dryRun ? 0 : letters.size(),
        redriven,
        LetterGroup.of(letters),
        letters.stream().map(letter -> letter.id().toString()).toList(),
        obstacles.entrySet().stream()
            .map(
                entry ->
                    new NotSent(
                        entry.getKey().identity(),
                        entry.getValue().name(),
                        entry.getValue().remedy()))
            .toList());
  }
}
