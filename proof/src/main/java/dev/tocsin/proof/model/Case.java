package dev.tocsin.proof.model;

import dev.tocsin.proof.oracle.Line;
import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.StoryGenerator;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A story, the installation that processes it, and the order of all events. All of it follows from
 * one seed; the story can be replaced by a smaller one.
 *
 * @param schedule seed of the order
 */
record Case(Story story, Shape shape, long schedule) {

  private static final String NAME = "s";

  static Case of(long seed) {
    // Neighbouring seeds of Random begin with similar numbers.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    return new Case(StoryGenerator.generate(random, NAME), Shape.of(random), random.nextLong());
  }

  Case withStory(Story smaller) {
    return new Case(smaller, shape, schedule);
  }

  Case withSchedule(long other) {
    return new Case(story, shape, other);
  }

  /** Runs the story and compares the outputs in effect with the expected ones. */
  CaseOutcome run(Set<String> expected) {
    try (Simulation simulation = new Simulation(shape, story.providers(), new Random(schedule))) {
      simulation.run(story);
      return CaseOutcome.of(
          expectedOf(expected, simulation), simulation.outputs(), simulation.disturbances());
    } catch (RuntimeException e) {
      return CaseOutcome.thrown(e);
    }
  }

  /** A task that starts late never says that an incident is withdrawn of which it said nothing. */
  private static Set<String> expectedOf(Set<String> lines, Simulation simulation) {
    return lines.stream()
        .filter(line -> Line.withdrawnIncident(line).map(simulation::isDeclared).orElse(true))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same, with the expected outputs of an oracle. */
  CaseOutcome run(Oracle oracle) {
    return run(oracle.answer(story));
  }

  static Oracle oracle() {
    return new Oracle(Shape.retainedFrom(Simulation.NOW.toEpochMilli()));
  }
}
