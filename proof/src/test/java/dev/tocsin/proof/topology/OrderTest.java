package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.topology.TopologySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The law: whatever order inputs come in, what stands at the end is what a batch query over the
 * same inputs answers. Run more with {@code -Dtocsin.order.cases=N}, one again with {@code
 * -Dtocsin.order.seed=S}.
 */
class OrderTest {

  private static final int CASES = Integer.getInteger("tocsin.order.cases", 60);

  @Test
  void shouldEndTheSameWhateverTheOrder() {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> providers = new ArrayList<>();
    for (int i = 0; i < 2 * CASES; i++) {
      providers.add("p" + i);
    }
    TopologySettings base = TopologyHarness.settings();
    TopologySettings settings =
        new TopologySettings(
            base.topics(),
            providers,
            base.partitions(),
            base.horizon(),
            base.futureTolerance(),
            base.notificationInterval(),
            base.scanBudget(),
            base.maxAccountsPerWindow(),
            base.intakeMaxBytes(),
            base.deadLetterMaxBytes(),
            base.parkedMaxRecords(),
            base.blockLimits(),
            base.historyBufferBytes(),
            base.deadlines());
    try (TopologyHarness story = new TopologyHarness(settings)) {
      // When
      Map<String, RandomHistory> histories = new HashMap<>();
      for (int i = 0; i < CASES; i++) {
        String name = "c" + i;
        RandomHistory history =
            new RandomHistory(random, name, providers.subList(2 * i, 2 * i + 2));
        histories.put(name, history);
        tell(story, history, random);
      }
      story.settle();
      // Then
      Set<String> found =
          StandingLines.of(story.exposed(), story.notifications(), story.incidents());
      histories.forEach(
          (name, history) ->
              assertThat(found.stream().filter(line -> line.contains(" " + name + "-")))
                  .as("seed %d, case %s", seed, name)
                  .containsExactlyInAnyOrderElementsOf(history.expected()));
      assertThat(story.deadLetters()).isEmpty();
      StandingLines.assertNothingIsToldTwice(story.notifications(), seed);
    }
  }

  private static void tell(TopologyHarness story, RandomHistory history, Random random) {
    for (Object step : history.interleaved(random)) {
      switch (step) {
        case RandomHistory.Log log ->
            story
                .log(log.id())
                .by(log.provider())
                .account(log.account())
                .phone(log.phone())
                .channel(log.channel())
                .at(log.at().toString())
                .push();
        case RandomHistory.Step<?> s when s.value() instanceof RandomHistory.Window w ->
            declare(story, w);
        case RandomHistory.Step<?> s when s.value() instanceof String accountName ->
            story.account(s.key(), accountName);
        case RandomHistory.Step<?> s when s.key().contains("-w") -> story.withdraw(s.key());
        case RandomHistory.Step<?> s -> story.deleteAccount(s.key());
        default -> throw new IllegalStateException(step.toString());
      }
      if (random.nextInt(4) == 0) {
        story.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 1100 : 30));
      }
    }
  }

  private static void declare(TopologyHarness story, RandomHistory.Window window) {
    TopologyHarness.WindowStep step =
        story
            .window(window.id())
            .incident(window.incident())
            .title(window.title())
            .provider(window.provider())
            .from(window.from().toString());
    if (window.accounts() != null) {
      step.accounts(window.accounts().toArray(String[]::new));
    }
    if (window.channels() != null) {
      step.channels(window.channels().toArray(String[]::new));
    }
    if (window.to() == null) {
      step.open();
    } else {
      step.to(window.to().toString());
    }
    if (!window.active()) {
      step.draft();
    }
    step.declare();
  }
}
