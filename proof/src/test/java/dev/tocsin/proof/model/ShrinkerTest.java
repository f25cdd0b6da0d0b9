package dev.tocsin.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  @Test
  void shouldRemoveInputsThatDoNotMatter() {
    // Given: an expectation that fails for every story with a flagged record
    Case failing = flagging();
    Shrinker.Judge judge =
        (one, expected) -> {
          Set<String> more = new TreeSet<>(expected);
          if (expected.stream().anyMatch(line -> line.startsWith("flagged"))) {
            more.add("flagged that is not");
          }
          return one.run(more);
        };
    try (Oracle oracle = Case.oracle()) {
      // When
      Case smallest = Shrinker.shrink(failing, oracle, judge, Duration.ofMinutes(1));
      // Then
      Story story = smallest.story();
      assertThat(story.pushes()).hasSize(1);
      assertThat(story.windows()).hasSize(1);
      assertThat(story.accounts()).isEmpty();
    }
  }

  private static Case flagging() {
    try (Oracle oracle = Case.oracle()) {
      return Stream.iterate(1L, seed -> seed + 1)
          .map(Case::of)
          .filter(one -> one.story().size() > 20)
          .filter(one -> oracle.answer(one.story()).stream().anyMatch(l -> l.startsWith("flagged")))
          .findFirst()
          .orElseThrow();
    }
  }
}
