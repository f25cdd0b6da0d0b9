package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/** One run of a scenario: everything it works with, and what it found. */
final class Trial implements AutoCloseable {

  /** From a fault to the next committed progress on every partition. */
  static final Duration RECOVERY = Duration.ofMinutes(2);

  static final long SETTLE_MILLIS = 250;

  private static final int FREEZES = 20;

  private final Scenario scenario;
  private final long seed;
  private final boolean small;
  private final Random random;
  private final Testbed ground;
  private final Stack stack;
  private final Path directory;
  private final Installation installation;
  private final TocsinConfig config;
  private final Probe probe;
  private final Outputs outputs;
  private final RandomInputs traffic;
  private final PrintWriter err;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final Set<RandomInputs.Origin> torn = new HashSet<>();
  private int faults;
  private int hits;

  Trial(Scenario scenario, long seed, boolean small, Testbed ground, PrintWriter err)
      throws Exception {
    this.scenario = scenario;
    this.seed = seed;
    this.small = small;
    this.ground = ground;
    this.err = err;
    random = new Random(seed);
    directory = ground.directory("scenario-" + scenario.number());
    String name = directory.getFileName() + "-" + Long.toUnsignedString(seed, 36);
    Map<String, String> changes = new TreeMap<>(scenario.settings());
    stack = scenario.proxied() ? ground.proxied() : ground.stack();
    installation = new Installation(name, directory, stack, ground.launcher(), changes);
    config = installation.config(stack);
    Installation.createTopics(config);
    probe = new Probe(config);
    outputs = new Outputs(config);
    traffic = new RandomInputs(config, seed, scenario.mix());
  }

  Scenario scenario() {
    return scenario;
  }

  /** Decides when faults happen. */
  Random random() {
    return random;
  }

  long seed() {
    return seed;
  }

  Testbed ground() {
    return ground;
  }

  /** The broker and the registry that it works with. */
  Stack stack() {
    return stack;
  }

  Path directory() {
    return directory;
  }

  Installation installation() {
    return installation;
  }

  TocsinConfig config() {
    return config;
  }

  Probe probe() {
    return probe;
  }

  Outputs outputs() {
    return outputs;
  }

  RandomInputs traffic() {
    return traffic;
  }

  /** A number that is smaller when there is little time. */
  int size(int usual, int ifSmall) {
    return small ? ifSmall : usual;
  }

  /** One more instance, started and ready. */
  Instance readyInstance() throws Exception {
    return installation.instance().start().awaitReady();
  }

  /** Lets it work for a moment that the seed chooses, between two numbers of milliseconds. */
  void work(long least, long most) throws InterruptedException {
    Thread.sleep(least + random.nextLong(most - least));
  }

  /**
   * Has it stand still, if possible in the middle of a transaction.
   *
   * @return its open transactions
   */
  List<TransactionListing> freezeInTransaction(Instance instance) throws Exception {
    List<TransactionListing> open = List.of();
    for (int attempt = 0; attempt < FREEZES && open.isEmpty(); attempt++) {
      instance.child().thaw();
      work(100, 1_000);
      instance.child().freeze();
      // What it sent before may still be on its way to the broker.
      Thread.sleep(SETTLE_MILLIS);
      open = probe.ongoing(instance.processId());
    }
    return open;
  }

  /** What the group has committed of the message logs, from a cluster that may need a moment. */
  Map<TopicPartition, Long> committedLogs() throws Exception {
    Map<TopicPartition, Long> committed = new HashMap<>();
    Await.until(
        RECOVERY,
        () -> {
          try {
            committed.putAll(probe.committedLogs());
            return true;
          } catch (ExecutionException | TimeoutException e) {
            return false;
          }
        });
    return committed;
  }

  /** A fault, and whether it hit the detector at work. */
  void fault(boolean hit, String what) {
    faults++;
    if (hit) {
      hits++;
    }
    say((hit ? "hit: " : "hit nothing: ") + what);
  }

  /** How long it took from a fault to the next committed progress. */
  void recovered(Duration took) {
    recoveries.add(took);
    say("recovered after " + took.toMillis() + " ms");
  }

  /** Notes a problem when something does not hold. */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      problem(otherwise);
    }
  }

  void problem(String what) {
    ground.requireNotEnding();
    problems.add(what);
    say("PROBLEM: " + what);
  }

  /** Something to be told at the end, good or bad. */
  void note(String what) {
    notes.add(what);
    say(what);
  }

  void say(String what) {
    err.printf("faults: %d %s, seed %d: %s%n", scenario.number(), scenario.name(), seed, what);
    err.flush();
  }

  /** Records that nobody who reads committed ones may ever see. */
  Set<RandomInputs.Origin> torn() {
    return torn;
  }

  /** Ends the inputs, waits for rest and compares. */
  Result conclude() throws Exception {
    traffic.finish();
    for (Instance instance : installation.instances()) {
      instance.thawIfAlive();
    }
    say("%,d inputs; waiting for rest".formatted(traffic.sent()));
    OutputComparison verdict = new OutputComparison(this);
    verdict.judge().forEach(this::problem);
    requireHit();
    return result(verdict.lines());
  }

  /** Ends a run that has nothing to compare. */
  Result concludeWithoutOutputs() {
    requireHit();
    return result(0);
  }

  private void requireHit() {
    require(hits > 0, "no fault hit the detector at work: nothing was shown");
  }

  /**
   * What was found.
   *
   * @param lines that were compared
   */
  Result result(long lines) {
    return new Result(
        scenario,
        seed,
        faults,
        hits,
        traffic.sent(),
        lines,
        List.copyOf(recoveries),
        List.copyOf(problems),
        List.copyOf(notes),
        true);
  }

  @Override
  public void close() {
    installation.close();
    traffic.close();
    probe.close();
    ground.endRun();
  }
}
