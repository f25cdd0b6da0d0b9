package dev.tocsin.proof.model;

import dev.tocsin.topology.state.BufferedStore;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.jspecify.annotations.Nullable;

/**
 * One task of the detector in a test driver of its own, so that the simulation decides which input
 * reaches it when, and when it dies.
 */
abstract class SimulatedTask implements AutoCloseable {

  private final String name;
  private final Disk disk = new Disk();
  private Instant now;
  private @Nullable TopologyTestDriver driver;

  /**
   * Starts nothing; see {@link #start}.
   *
   * @param now the time of its clock
   */
  SimulatedTask(String name, Instant now) {
    this.name = name;
    this.now = now;
  }

  /** Adds the stage: sources, processor, stores, sinks. */
  abstract void build(StreamsBuilder builder);

  /** Opens the topics of a driver that was just started. */
  abstract void connect(TopologyTestDriver started);

  final void start() {
    StreamsBuilder builder = new StreamsBuilder();
    build(builder);
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    // There is no global thread; without this, each start logs that its handler is off.
    config.put("processing.exception.handler.global.enabled", true);
    TopologyTestDriver started = new TopologyTestDriver(builder.build(), config, now);
    driver = started;
    connect(started);
  }

  /** Adds stores whose rows outlive the task. */
  final void stores(StreamsBuilder builder, String... names) {
    for (String store : names) {
      builder.addStateStore(BufferedStore.builder(disk.store(store)));
    }
  }

  final void advance(Duration time) {
    now = now.plus(time);
    driver().advanceWallClockTime(time);
  }

  /** Stops in order and starts again on what was committed. */
  final void restart() {
    close();
    start();
  }

  /** A copy of what is committed now. */
  final Disk.Snapshot snapshot() {
    return disk.snapshot();
  }

  /** Dies with everything uncommitted since a snapshot, and starts again from the snapshot. */
  final void crash(Disk.Snapshot committed) {
    close();
    disk.restore(committed);
    start();
  }

  /**
   * Suspends and resumes the task, as Kafka Streams does in a rebalance that assigns it to the same
   * instance again: the same processor objects are closed and initialised once more. The test
   * driver has no method for it.
   */
  final void resume() {
    try {
      Field field = TopologyTestDriver.class.getDeclaredField("task");
      field.setAccessible(true);
      StreamTask task = (StreamTask) field.get(driver());
      task.prepareCommit(true);
      task.postCommit(true);
      task.suspend();
      task.resume();
      task.completeRestoration(partitions -> {});
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the test driver keeps its task in another field", e);
    }
  }

  private TopologyTestDriver driver() {
    TopologyTestDriver running = driver;
    if (running == null) {
      throw new IllegalStateException(name + " is not running");
    }
    return running;
  }

  @Override
  public final void close() {
    TopologyTestDriver running = driver;
    driver = null;
    if (running != null) {
      running.close();
    }
  }
}
