package dev.tocsin.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How many records a process had committed, and what CPU time it had used, at moments of a run.
 * What lies between two marks is read off the straight line between the samples around each.
 */
public final class ProgressCurve {

  /**
   * A moment.
   *
   * @param records committed so far
   * @param cpuNanos CPU time of the process so far
   * @param wallNanos of {@link System#nanoTime}
   */
  public record Sample(long records, long cpuNanos, long wallNanos) {}

  private final List<Sample> samples = new ArrayList<>();

  /**
   * Adds a moment; they come in their order. Moments without progress are dropped: what was used up
   * to the next commit is the cost of the records in it.
   */
  public void add(Sample sample) {
    if (samples.isEmpty() || samples.getLast().records() < sample.records()) {
      samples.add(sample);
    }
  }

  /** CPU time between two marks, in microseconds a record. */
  public double cpuMicrosPerRecord(long from, long to) {
    return (at(to).cpuNanos() - at(from).cpuNanos()) / 1e3 / (to - from);
  }

  /** When so many records were committed, by {@link System#nanoTime}. */
  public long nanosAt(long records) {
    return at(records).wallNanos();
  }

  /** Records a second between two marks. */
  public double recordsPerSecond(long from, long to) {
    return (to - from) / ((at(to).wallNanos() - at(from).wallNanos()) / 1e9);
  }

  /**
   * The moment when so many records were committed.
   *
   * @throws IllegalArgumentException when that is not within the samples
   */
  Sample at(long records) {
    for (int i = 0; i < samples.size(); i++) {
      Sample after = samples.get(i);
      if (after.records() >= records) {
        return i == 0 ? after : between(samples.get(i - 1), after, records);
      }
    }
    throw new IllegalArgumentException("no sample at or after " + records + " records");
  }

  private static Sample between(Sample before, Sample after, long records) {
    double share = (double) (records - before.records()) / (after.records() - before.records());
    return new Sample(
        records,
        before.cpuNanos() + Math.round(share * (after.cpuNanos() - before.cpuNanos())),
        before.wallNanos() + Math.round(share * (after.wallNanos() - before.wallNanos())));
  }
}
