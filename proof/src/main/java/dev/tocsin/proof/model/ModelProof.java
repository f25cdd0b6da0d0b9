package dev.tocsin.proof.model;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Many cases, on several threads; stops at the first one that fails. */
final class ModelProof {

  /** Stories that the oracle answers at once. */
  private static final int BATCH = 64;

  private static final Duration SHRINKING = Duration.ofMinutes(1);

  private final long seed;
  private final int cases;
  private final int threads;
  private final IntConsumer progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();

  /**
   * What was run, and what failed.
   *
   * @param inputs records of all input topics
   * @param lines lines that were compared
   * @param disturbances how often a task died, restarted or was resumed
   */
  record Result(int cases, long inputs, long lines, long disturbances, @Nullable Failure failure) {

    static final Result NONE = new Result(0, 0, 0, 0, null);

    Result plus(Result other) {
      return new Result(
          cases + other.cases,
          inputs + other.inputs,
          lines + other.lines,
          disturbances + other.disturbances,
          failure == null ? other.failure : failure);
    }
  }

  /** The case of a seed, and the smallest one found that fails like it. */
  record Failure(long seed, CaseOutcome outcome, Case smallest, CaseOutcome smallestOutcome) {}

  /**
   * @param seed of the first case; the next one has the next seed
   * @param progress takes the number of finished cases
   */
  ModelProof(long seed, int cases, int threads, IntConsumer progress) {
    this.seed = seed;
    this.cases = cases;
    this.threads = threads;
    this.progress = progress;
  }

  Result run() throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Result>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(this::work));
      }
      Result all = Result.NONE;
      try {
        for (Future<Result> part : parts) {
          all = all.plus(part.get());
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a case failed to run", e.getCause());
      } finally {
        stop.set(true);
      }
      return all;
    }
  }

  private Result work() {
    Result result = Result.NONE;
    try (Oracle oracle = Case.oracle()) {
      int from = next.getAndAdd(BATCH);
      while (from < cases && !stop.get()) {
        result = result.plus(batch(oracle, from, Math.min(from + BATCH, cases)));
        from = next.getAndAdd(BATCH);
      }
    }
    return result;
  }

  private Result batch(Oracle oracle, int from, int to) {
    List<Case> batch = new ArrayList<>();
    for (int i = from; i < to; i++) {
      batch.add(Case.of(seed + i));
    }
    List<Story> stories = batch.stream().map(Case::story).toList();
    List<Set<String>> answers = oracle.answer(stories);
    Result result = Result.NONE;
    for (int i = 0; i < batch.size() && !stop.get(); i++) {
      Case one = batch.get(i);
      CaseOutcome outcome = one.run(answers.get(i));
      Failure failure = outcome.holds() ? null : failure(oracle, seed + from + i, one, outcome);
      result =
          result.plus(
              new Result(1, one.story().size(), outcome.lines(), outcome.disturbances(), failure));
      progress.accept(done.incrementAndGet());
    }
    return result;
  }

  private @Nullable Failure failure(Oracle oracle, long failing, Case one, CaseOutcome outcome) {
    if (stop.getAndSet(true)) {
      return null;
    }
    Case smallest = Shrinker.shrink(one, oracle, Case::run, SHRINKING);
    return new Failure(failing, outcome, smallest, smallest.run(oracle));
  }
}
