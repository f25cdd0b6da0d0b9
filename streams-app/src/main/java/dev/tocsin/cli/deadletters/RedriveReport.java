package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive did, or would do.
 *
 * @param letters those that were sent, or would be
 * @param obstacles those that were not, and why
 * @param redriven how many had been sent before
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
        console.note((rows.size() - SHOWN) + " more cannot be sent; --output json names all");
      }
    }
    console.line(
        "dead letters: "
            + letters.size()
            + (dryRun ? " would be sent again, " : " sent again, ")
            + obstacles.size()
            + " not, "
            + redriven
            + " had been before");
  }

  private static List<String> cells(Letter letter, Obstacle obstacle) {
    return List.of(
        letter.id().toString(), letter.reason(), letter.source().toString(), obstacle.remedy());
  }

  private Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dry_run", dryRun);
    json.put("sent", dryRun ? 0 : letters.size());
    json.put("sent_before", redriven);
    json.put("groups", LetterGroup.of(letters).stream().map(LetterGroup::json).toList());
    json.put("letters", letters.stream().map(letter -> letter.id().toString()).toList());
    List<Map<String, @Nullable Object>> notSent = new ArrayList<>();
    obstacles.forEach(
        (letter, obstacle) -> {
          Map<String, @Nullable Object> one = LetterText.identity(letter);
          one.put("obstacle", obstacle.name());
          one.put("remedy", obstacle.remedy());
          notSent.add(one);
        });
    json.put("not_sent", notSent);
    return json;
  }
}
