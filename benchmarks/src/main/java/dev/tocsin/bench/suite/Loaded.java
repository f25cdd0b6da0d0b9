package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.InputFeed;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.testkit.ChildProcess;
import java.util.Map;

/**
 * A detector that has been given accounts and all or a part of the workload, and has digested it.
 */
final class Loaded implements AutoCloseable {

  private final RunScope run;
  private final InputFeed feed;
  private final Map<String, String> settings;
  private ChildProcess child;

  private Loaded(Arena arena, Map<String, String> settings) throws InterruptedException {
    this.settings = settings;
    run = arena.cluster().newRun(Contender.TOCSIN.label());
    feed = new InputFeed(run);
    feed.accounts();
    child = Contender.TOCSIN.start(run, settings);
    ContenderWatch.untilIdle(child, run);
  }

  /**
   * Starts a detector on topics of its own that has no log records yet.
   *
   * @param settings keys on top of the standard ones
   */
  static Loaded empty(Arena arena, Map<String, String> settings) throws InterruptedException {
    return new Loaded(arena, settings);
  }

  /** Starts a detector and gives it the whole workload. */
  static Loaded withAll(Arena arena, Map<String, String> settings) throws InterruptedException {
    Loaded loaded = empty(arena, settings);
    loaded.push(arena.workload(), 0, arena.workload().pushes());
    return loaded;
  }

  /** Pushes a range of a workload and waits until it is digested. */
  void push(Workload workload, int from, int to) throws InterruptedException {
    feed.logs(workload, from, to);
    ContenderWatch.untilCommitted(child, run, to);
    ContenderWatch.untilIdle(child, run);
  }

  RunScope run() {
    return run;
  }

  InputFeed feed() {
    return feed;
  }

  ChildProcess child() {
    return child;
  }

  /** Stops the detector in order. */
  void stop() {
    child.close();
  }

  /** Starts it again on the same topics, and waits until it runs. */
  void start() throws InterruptedException {
    child = Contender.TOCSIN.start(run, settings);
    child.awaitSignal("ready", Arena.LIMIT);
  }

  @Override
  public void close() {
    child.close();
    feed.close();
    run.close();
  }
}
