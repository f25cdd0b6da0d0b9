package dev.tocsin.proof.model;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.StoryTeller;
import java.util.Random;
import java.util.Set;

/**
 * A story, an installation to tell it to, and the order in which things happen there. All of it
 * follows from one seed; a smaller story can take the place of the first one.
 *
 * @param schedule seed of the order
 */
record Case(Story story, Shape shape, long schedule) {

  private static final String NAME = "s";

  static Case of(long seed) {
    // Neighbouring seeds begin alike until a Random has been stirred.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    return new Case(StoryTeller.tell(random, NAME), Shape.of(random), random.nextLong());
  }

  Case withStory(Story smaller) {
    return new Case(smaller, shape, schedule);
  }

  Case withSchedule(long other) {
    return new Case(story, shape, other);
  }

  /** Tells the story and compares what stands with what must stand. */
  CaseOutcome run(Set<String> expected) {
    try (Simulation simulation = new Simulation(shape, story.providers(), new Random(schedule))) {
      simulation.tell(story);
      Standing standing = simulation.standing();
      Set<String> found = standing.lines();
      return CaseOutcome.of(expected, found, standing.stumbles(), simulation.disturbances());
    } catch (RuntimeException e) {
      return CaseOutcome.thrown(e);
    }
  }

  /** The same, with an oracle at hand. */
  CaseOutcome run(Oracle oracle) {
    return run(oracle.answer(story));
  }

  static Oracle oracle() {
    return new Oracle(Shape.retainedFrom(Simulation.NOW.toEpochMilli()));
  }
}
