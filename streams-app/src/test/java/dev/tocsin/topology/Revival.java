package dev.tocsin.topology;

import java.lang.reflect.Field;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.StreamTask;

/**
 * What Kafka Streams does to a task that it suspends and resumes: the same task object, its
 * topology closed and initialised again. A driver has no way to ask for it.
 */
final class Revival {

  private Revival() {}

  static void of(TopologyTestDriver driver) {
    StreamTask task = task(driver);
    task.prepareCommit(true);
    task.postCommit(true);
    task.suspend();
    task.resume();
    task.completeRestoration(partitions -> {});
  }

  private static StreamTask task(TopologyTestDriver driver) {
    try {
      Field field = TopologyTestDriver.class.getDeclaredField("task");
      field.setAccessible(true);
      return (StreamTask) field.get(driver);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the driver holds its task elsewhere", e);
    }
  }
}
