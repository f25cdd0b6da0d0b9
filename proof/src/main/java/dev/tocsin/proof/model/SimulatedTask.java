package dev.tocsin.proof.model;

import dev.tocsin.topology.state.BufferedStore;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One task of the detector in a driver of its own, so that whoever runs it decides what reaches it
 * when, and when it dies.
 */
abstract class SimulatedTask implements AutoCloseable {

  private final String name;
  private final Disk disk = new Disk();
  private Instant now;
  private @Nullable TopologyTestDriver driver;

  /**
   * Starts nothing yet: see {@link #start}.
   *
   * @param now what its clock shows
   */
  SimulatedTask(String name, Instant now) {
    this.name = name;
    this.now = now;
  }

  /** Adds the stage: sources, processor, stores, sinks. */
  abstract void build(StreamsBuilder builder);

  /** Takes hold of the topics of a driver that was just started. */
  abstract void connect(TopologyTestDriver started);

  final void start() {
    StreamsBuilder builder = new StreamsBuilder();
    build(builder);
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    // There is no global thread; without this, each start says that its handler is off.
    config.put("processing.exception.handler.global.enabled", true);
    TopologyTestDriver started = new TopologyTestDriver(builder.build(), config, now);
    driver = started;
    connect(started);
  }

  /** Adds stores whose rows stay when the task ends. */
  final void stores(StreamsBuilder builder, String... names) {
    for (String store : names) {
      builder.addStateStore(
          Stores.keyValueStoreBuilder(disk.store(store), Serdes.Bytes(), Serdes.ByteArray()));
    }
  }

  /** Adds stores whose rows stay, and whose owner holds changes back until the commit. */
  final void bufferedStores(StreamsBuilder builder, String... names) {
    for (String store : names) {
      builder.addStateStore(BufferedStore.builder(disk.store(store)));
    }
  }

  final void advance(Duration time) {
    now = now.plus(time);
    driver().advanceWallClockTime(time);
  }

  /** Ends in order and starts again on what was committed. */
  final void restart() {
    close();
    start();
  }

  /** What is committed now. */
  final Disk.Moment moment() {
    return disk.now();
  }

  /** Dies: nothing of what it did since a moment was committed. Starts again from there. */
  final void crash(Disk.Moment committed) {
    close();
    disk.backTo(committed);
    start();
  }

  /**
   * Gives the task up and takes it on again, as Kafka Streams does in a rebalance that ends where
   * it began: the same processor objects, closed and initialised once more. A driver has no way to
   * ask for it.
   */
  final void revive() {
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
      throw new IllegalStateException("the driver holds its task elsewhere", e);
    }
  }

  private TopologyTestDriver driver() {
    TopologyTestDriver running = driver;
    if (running == null) {
      throw new IllegalStateException(name + " does not run");
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
