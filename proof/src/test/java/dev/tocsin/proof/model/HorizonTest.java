package dev.tocsin.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Records on both sides of the horizon, and a horizon that moves before a window is declared: what
 * is retained is found, and coverage of anything older is never complete. Repeat one with {@code
 * -Dtocsin.order.seed=S}.
 */
class HorizonTest {

  private static final long NOW = Simulation.NOW.toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long RETAINED = Shape.retainedFrom(NOW);
  private static final int PASSING_DAYS = 10;
  private static final int CASES = 40;

  @Test
  void shouldFindWhatIsRetainedAndReportWhatIsNot() {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime() >>> 16);
    for (long one = seed; one < seed + CASES; one++) {
      Random random = new Random(one);
      List<Push> pushes = pushes(random);
      WindowVersion reaching = window(RETAINED - 20 * DAY);
      WindowVersion within = window(RETAINED + (PASSING_DAYS + 1) * DAY);
      try (Simulation simulation = new Simulation(Shape.of(random), List.of("duo"), random)) {
        // When
        simulation.run(new Story(List.of("duo"), pushes, List.of(), List.of()));
        simulation.advance(Duration.ofDays(PASSING_DAYS));
        simulation.run(
            new Story(
                List.of("duo"),
                List.of(),
                List.of(new Step<>("w-reaching", reaching), new Step<>("w-within", within)),
                List.of()));
        // Then
        Set<String> lines = simulation.outputs().effective();
        assertThat(simulation.outputs().anomalies()).as("seed %d", one).isEmpty();
        assertThat(flagged(lines, within))
            .as("seed %d", one)
            .isEqualTo(flagged(expected(pushes, within), within));
        assertThat(summary(lines, within)).as("seed %d", one).endsWith(" COMPLETE");
        assertThat(flagged(lines, reaching))
            .as("seed %d: what is certainly retained, and nothing before that", one)
            .containsAll(
                flagged(expected(from(pushes, RETAINED + PASSING_DAYS * DAY), reaching), reaching))
            .isSubsetOf(flagged(expected(from(pushes, RETAINED), reaching), reaching));
        assertThat(summary(lines, reaching))
            .as("seed %d", one)
            .endsWith(" PARTIAL[BEFORE_RETAINED_HISTORY]");
      }
    }
  }

  private static List<Push> pushes(Random random) {
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long at = RETAINED + (random.nextInt(60) - 20) * DAY + random.nextInt((int) DAY);
      pushes.add(
          new Push(
              "duo",
              "acme",
              "m" + i,
              "+12025550120",
              null,
              "+12025550120",
              "SMS",
              random.nextInt(10) == 0 ? RETAINED - 1 + random.nextInt(2) : at));
    }
    return pushes;
  }

  private static List<Push> from(List<Push> pushes, long instant) {
    return pushes.stream().filter(push -> push.sentAt() >= instant).toList();
  }

  private static WindowVersion window(long from) {
    return new WindowVersion("i" + from, "Title", null, "duo", null, null, from, null, true);
  }

  private static Set<String> expected(List<Push> pushes, WindowVersion window) {
    try (Oracle oracle = Case.oracle()) {
      return oracle.answer(
          new Story(List.of("duo"), pushes, List.of(new Step<>("w", window)), List.of()));
    }
  }

  private static Set<String> flagged(Set<String> lines, WindowVersion window) {
    return lines.stream()
        .filter(line -> line.startsWith("flagged " + window.incidentId() + " "))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String summary(Set<String> lines, WindowVersion window) {
    return lines.stream()
        .filter(line -> line.startsWith("incident " + window.incidentId() + " "))
        .findFirst()
        .orElse("no summary");
  }
}
