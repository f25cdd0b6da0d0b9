package dev.tocsin.proof.model;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a failing case smaller: removes inputs as long as the case still fails. A smaller story has
 * a different order of events, so each one is tried in several orders.
 */
final class Shrinker {

  private static final int ORDERS = 40;

  private final Oracle oracle;
  private final Judge judge;
  private final long deadline;
  private Case smallest;

  /** Runs a case. */
  @FunctionalInterface
  interface Judge {
    CaseOutcome judge(Case one, Set<String> expected);
  }

  private Shrinker(Case failing, Oracle oracle, Judge judge, Duration limit) {
    this.smallest = failing;
    this.oracle = oracle;
    this.judge = judge;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** The smallest failing case that is found within a time. */
  static Case shrink(Case failing, Oracle oracle, Judge judge, Duration limit) {
    return new Shrinker(failing, oracle, judge, limit).shrink();
  }

  private Case shrink() {
    int before;
    do {
      before = smallest.story().size();
      without(
          Story::pushes,
          (s, pushes) -> new Story(s.providers(), pushes, s.windows(), s.accounts()));
      without(
          Story::windows,
          (s, windows) -> new Story(s.providers(), s.pushes(), windows, s.accounts()));
      without(
          Story::accounts,
          (s, accounts) -> new Story(s.providers(), s.pushes(), s.windows(), accounts));
    } while (smallest.story().size() < before && isTimeLeft());
    return smallest;
  }

  /** A story with one of its lists replaced. */
  @FunctionalInterface
  private interface Replacement<T> {
    Story of(Story story, List<T> list);
  }

  /** Removes halves of a list, then quarters, down to single inputs. */
  private <T> void without(Function<Story, List<T>> part, Replacement<T> replacement) {
    for (int piece = part.apply(smallest.story()).size(); piece >= 1; piece /= 2) {
      int from = 0;
      while (from < part.apply(smallest.story()).size() && isTimeLeft()) {
        List<T> rest = new ArrayList<>(part.apply(smallest.story()));
        rest.subList(from, Math.min(from + piece, rest.size())).clear();
        Optional<Case> failing = failing(replacement.of(smallest.story(), rest));
        if (failing.isPresent()) {
          smallest = failing.get();
        } else {
          from += piece;
        }
      }
    }
  }

  private Optional<Case> failing(Story story) {
    Set<String> expected = oracle.answer(story);
    for (int i = 0; i < ORDERS && isTimeLeft(); i++) {
      Case candidate = smallest.withStory(story).withSchedule(smallest.schedule() + i);
      if (!judge.judge(candidate, expected).holds()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private boolean isTimeLeft() {
    return System.nanoTime() - deadline < 0;
  }
}
