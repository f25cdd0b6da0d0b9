package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares a book with a linear search, over many changes of many windows. */
class WindowBookOracleTest {

  @Test
  void shouldMatchLinearSearchInAnyOrder() {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    int covered = 0;
    for (int round = 0; round < 60; round++) {
      List<WindowChange> changes = changes(random);
      WindowBook book = new WindowBook();
      // When
      List<WindowChange> order = new ArrayList<>(changes);
      order.addAll(changes.subList(0, 5));
      Collections.shuffle(order, random);
      order.forEach(book::apply);
      // Then
      Map<String, WindowChange> last = new HashMap<>();
      changes.forEach(change -> last.put(change.windowId(), change));
      for (LogRecord record : Universe.RECORDS) {
        Map<String, Standing> expected = judge(last, record);
        assertThat(book.verdicts(record))
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(
                expected.entrySet().stream()
                    .map(entry -> new Verdict(entry.getKey(), entry.getValue()))
                    .toList());
        covered += expected.size();
      }
      assertThat(book.revision()).as("seed %d", seed).isEqualTo(changes.size() - 1L);
    }
    assertThat(covered).as("seed %d", seed).isPositive();
  }

  /** The definition, by linear search. */
  private static Map<String, Standing> judge(Map<String, WindowChange> last, LogRecord record) {
    Map<String, Standing> standing = new TreeMap<>();
    for (WindowChange change : last.values()) {
      CompromiseWindow window = change.window();
      if (window != null && window.covers(record)) {
        Standing now = window.status() == WindowStatus.ACTIVE ? Standing.EXPOSED : Standing.DRAFT;
        standing.merge(window.incident().id(), now, (a, b) -> a == b ? a : Standing.EXPOSED);
      }
    }
    return standing;
  }

  private static List<WindowChange> changes(Random random) {
    List<CompromiseWindow> reaches = new ArrayList<>(Universe.windows("one"));
    reaches.addAll(Universe.windows("two"));
    List<WindowChange> changes = new ArrayList<>();
    for (int revision = 0; revision < 5 + random.nextInt(40); revision++) {
      String id = "w" + random.nextInt(12);
      CompromiseWindow reach = reaches.get(random.nextInt(reaches.size()));
      changes.add(
          new WindowChange(revision, id, random.nextInt(4) == 0 ? null : as(id, reach, random)));
    }
    return changes;
  }

  private static CompromiseWindow as(String id, CompromiseWindow reach, Random random) {
    return new CompromiseWindow(
        id,
        reach.incident(),
        reach.provider(),
        reach.accounts(),
        reach.channels(),
        reach.from(),
        reach.to(),
        random.nextBoolean() ? WindowStatus.ACTIVE : WindowStatus.DRAFT);
  }
}
