package dev.tocsin.bench.suite;

import dev.tocsin.bench.report.Figure;
import java.util.List;

/** Measures something and checks that it was done right. */
@FunctionalInterface
interface Benchmark {

  /**
   * Runs to its end.
   *
   * @throws dev.tocsin.bench.contender.WrongOutputException when what was measured did not do its
   *     job; what it cost does not count then
   */
  List<Figure> run(Arena arena) throws InterruptedException;
}
