package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.events.OutputLines;
import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.StoryGenerator;
import dev.tocsin.topology.EventSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Order independence: in whatever order the inputs arrive, the outputs in effect are those of a
 * batch query over the same inputs. Run more with {@code -Dtocsin.order.cases=N}, repeat one with
 * {@code -Dtocsin.order.seed=S}.
 */
class OrderTest {

  private static final int CASES = Integer.getInteger("tocsin.order.cases", 60);
  private static final long RETAINED =
      TopologyHarness.NOW.minus(TopologyHarness.HORIZON).toEpochMilli();

  @Test
  void shouldEndTheSameInAnyOrder() {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> providers = IntStream.range(0, 2 * CASES).mapToObj(i -> "p" + i).toList();
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      stories.add(StoryGenerator.generate(random, "c" + i, providers.subList(2 * i, 2 * i + 2)));
    }
    EventSerdes serdes = TopologyHarness.serdes();
    try (TopologyHarness harness =
            new TopologyHarness(
                TopologyHarness.settings(providers), serdes, new RecordingTelemetry());
        Oracle oracle = new Oracle(RETAINED)) {
      // When
      stories.forEach(story -> send(harness, serdes, story, random));
      harness.settle();

      // Then
      OutputLines found = harness.lines();
      assertThat(found.effective())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(oracle.answer(Story.merged(stories)));
      assertThat(found.anomalies()).as("seed %d", seed).isEmpty();
      assertThat(harness.deadLetterReasons())
          .as("seed %d", seed)
          .containsOnly("STALE_REVISION")
          .hasSize(oracle.refused(Story.merged(stories)));
    }
  }

  private static void send(
      TopologyHarness harness, EventSerdes serdes, Story story, Random random) {
    EncodedInput.Offsets offsets = new EncodedInput.Offsets();
    for (EncodedInput input :
        EncodedInput.shuffled(story, serdes, TopologyHarness.TOPICS, random)) {
      harness.send(input, offsets);
      if (random.nextInt(4) == 0) {
        harness.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 1100 : 30));
      }
    }
  }
}
