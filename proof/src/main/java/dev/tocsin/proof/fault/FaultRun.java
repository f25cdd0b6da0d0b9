package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.proof.events.DetectorOutputs;
import dev.tocsin.testkit.ChildProcessException;
import dev.tocsin.testkit.Directories;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** One run of a scenario: everything it works with, and its findings. */
final class FaultRun implements AutoCloseable {

  /** The bound from a fault to the next committed progress on every partition. */
  static final Duration RECOVERY = Duration.ofMinutes(2);

  /** transaction.timeout, and up to ten seconds until the broker checks it. */
  private static final Duration ABORTED = Duration.ofSeconds(40);

  static final long SETTLE_MILLIS = 250;

  private static final int FREEZES = 20;

  private final Scenario scenario;
  private final long seed;
  private final boolean small;
  private final Random random;
  private final Testbed testbed;
  private final Stack stack;
  private final Path directory;
  private final Installation installation;
  private final TocsinConfig config;
  private final Probe probe;
  private final DetectorOutputs outputs;
  private final RandomInputs inputs;
  private final PrintWriter err;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final Set<DetectorOutputs.Place> uncommitted = new HashSet<>();
  private int faults;
  private int hits;

  private FaultRun(Scenario scenario, long seed, boolean small, Testbed testbed, PrintWriter err)
      throws Exception {
    this.scenario = scenario;
    this.seed = seed;
    this.small = small;
    this.testbed = testbed;
    this.err = err;
    random = new Random(seed);
    directory = testbed.directory("scenario-" + scenario.number());
    String name = directory.getFileName() + "-" + Long.toUnsignedString(seed, 36);
    Map<String, String> changes = new TreeMap<>(scenario.settings());
    stack = scenario.proxied() ? testbed.proxied() : testbed.stack();
    installation = new Installation(name, directory, stack, testbed.launcher(), changes);
    config = installation.config(stack);
    Installation.createTopics(config);
    probe = new Probe(config);
    outputs = new DetectorOutputs(config);
    inputs = new RandomInputs(config, seed, scenario.mix());
  }

  /**
   * Runs a scenario once.
   *
   * @param small with fewer faults and records
   * @param err for progress
   * @throws CannotRunException when something that it needs does not work
   */
  static FaultResult run(
      Scenario scenario, long seed, boolean small, Testbed testbed, PrintWriter err)
      throws Exception {
    err.printf("faults: %d %s, seed %d%n", scenario.number(), scenario.name(), seed);
    err.flush();
    Optional<String> impossible = scenario.impossible();
    if (impossible.isPresent()) {
      err.printf("faults: %d %s: %s%n", scenario.number(), scenario.name(), impossible.get());
      err.flush();
      return FaultResult.impossible(scenario, seed, impossible.get());
    }
    FaultResult result;
    Path directory;
    try (FaultRun run = new FaultRun(scenario, seed, small, testbed, err)) {
      directory = run.directory;
      result = run.run();
    }
    if (result.held()) {
      Directories.delete(directory);
    }
    return result;
  }

  private FaultResult run() throws Exception {
    try {
      scenario.run(this);
      return scenario.compares() ? conclude() : concludeWithoutOutputs();
    } catch (CannotRunException | ChildProcessException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      testbed.requireNotEnding();
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      Files.writeString(directory.resolve("exception.txt"), trace.toString());
      problem(
          e instanceof GuaranteeViolatedException ? String.valueOf(e.getMessage()) : e.toString());
      return result(0);
    }
  }

  Scenario scenario() {
    return scenario;
  }

  /** Decides when faults happen. */
  Random random() {
    return random;
  }

  Testbed testbed() {
    return testbed;
  }

  /** The broker and the registry. */
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

  DetectorOutputs outputs() {
    return outputs;
  }

  RandomInputs inputs() {
    return inputs;
  }

  /** One of two numbers, depending on the size of the run. */
  int size(int usual, int ifSmall) {
    return small ? ifSmall : usual;
  }

  /** One more instance, started and ready. */
  Instance readyInstance() throws Exception {
    return installation.instance().start().awaitReady();
  }

  /** Declares a window over everything, makes the accounts known and starts to push records. */
  void startInputs() {
    inputs.declareEverything(1);
    inputs.knowAccounts();
    inputs.start();
  }

  /** Lets the detector work for a random time between two numbers of milliseconds. */
  void work(long least, long most) throws InterruptedException {
    Thread.sleep(least + random.nextLong(most - least));
  }

  /** Whether a transaction is open or inputs are pending. */
  boolean busy() throws Exception {
    return !probe.ongoing("").isEmpty() || probe.inputLag() > 0;
  }

  /**
   * Freezes an instance, in the middle of a transaction if possible.
   *
   * @return its open transactions
   */
  List<TransactionListing> freezeInTransaction(Instance instance) throws Exception {
    List<TransactionListing> open = List.of();
    for (int attempt = 0; attempt < FREEZES && open.isEmpty(); attempt++) {
      instance.child().thaw();
      work(100, 1_000);
      instance.child().freeze();
      // Requests sent before may still be on their way to the broker.
      Thread.sleep(SETTLE_MILLIS);
      open = probe.ongoing(instance.processId());
    }
    return open;
  }

  /** Waits until the broker has aborted transactions of a frozen instance. */
  void awaitAborted(List<TransactionListing> open) throws Exception {
    for (TransactionListing transaction : open) {
      String id = transaction.transactionalId();
      try {
        Await.until(ABORTED, () -> probe.describe(id).state() == TransactionState.COMPLETE_ABORT);
      } catch (Await.BoundReachedException e) {
        problem(
            "the transaction of a frozen instance is still %s after %d s"
                .formatted(probe.describe(id).state(), ABORTED.toSeconds()));
      }
    }
  }

  /** What the group has committed of the message logs, also while the cluster recovers. */
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

  /** Reports a fault, and whether it hit a detector at work. */
  void fault(boolean hit, String what) {
    faults++;
    if (hit) {
      hits++;
    }
    say((hit ? "hit: " : "missed: ") + what);
  }

  /**
   * Waits for committed progress on every partition and reports the time since the fault.
   *
   * @param began time of the fault, by {@link System#nanoTime}
   */
  void awaitRecovery(Map<TopicPartition, Long> before, long began) throws Exception {
    probe.awaitProgress(before, RECOVERY);
    recovered(Duration.ofNanos(System.nanoTime() - began));
  }

  /** Reports the time from a fault to the next committed progress. */
  void recovered(Duration took) {
    recoveries.add(took);
    say("recovered after " + took.toMillis() + " ms");
  }

  /** Reports a problem unless a condition holds. */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      problem(otherwise);
    }
  }

  void problem(String what) {
    testbed.requireNotEnding();
    problems.add(what);
    say("PROBLEM: " + what);
  }

  /** Adds an observation to the report. */
  void note(String what) {
    notes.add(what);
    say(what);
  }

  void say(String what) {
    err.printf("faults: %d %s, seed %d: %s%n", scenario.number(), scenario.name(), seed, what);
    err.flush();
  }

  /** Places of records that were written and not committed, which no consumer may read. */
  Set<DetectorOutputs.Place> uncommitted() {
    return uncommitted;
  }

  private FaultResult conclude() throws Exception {
    inputs.finish();
    for (Instance instance : installation.instances()) {
      instance.thawIfAlive();
    }
    say("%,d inputs; waiting until the outputs are at rest".formatted(inputs.sent()));
    OutputComparison comparison = new OutputComparison(this);
    comparison.differencesAtRest().forEach(this::problem);
    requireHit();
    return result(comparison.lines());
  }

  private FaultResult concludeWithoutOutputs() {
    requireHit();
    return result(0);
  }

  private void requireHit() {
    require(hits > 0, "no fault hit a detector at work, so nothing was proved");
  }

  private FaultResult result(long lines) {
    return new FaultResult(
        scenario.number(),
        scenario.name(),
        scenario.fault(),
        seed,
        faults,
        hits,
        inputs.sent(),
        lines,
        List.copyOf(recoveries),
        List.copyOf(problems),
        List.copyOf(notes),
        true);
  }

  @Override
  public void close() {
    installation.close();
    inputs.close();
    outputs.close();
    probe.close();
    testbed.endRun();
  }
}
