package dev.tocsin.demo.story;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The time from sending the first message of a person until a read_committed consumer has the
 * notification about them. Later messages of a person do not count, as they cause no notification.
 */
final class Latencies {

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> awaited = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private volatile boolean counting;

  /** Starts or stops to count people with their first message from now on. */
  void counting(boolean on) {
    counting = on;
  }

  /** A message is about to be sent. */
  void sent(String account, String person, boolean accountKnown) {
    String key = account + '|' + person;
    if (seen.add(key) && counting && accountKnown) {
      awaited.put(key, System.nanoTime());
    }
  }

  /** A consumer has the notification about a person. */
  void notified(String account, String person, long atNanos) {
    Long sent = awaited.remove(account + '|' + person);
    if (sent != null) {
      nanos.add(atNanos - sent);
    }
  }

  /** People counted so far. */
  int count() {
    return nanos.size();
  }

  /**
   * Quantiles in milliseconds.
   *
   * @param people whose latency was measured; the quantiles are 0 without any
   */
  public record Quantiles(int people, double p50, double p95, double p99, double max) {}

  Quantiles quantiles() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Quantiles(
        sorted.length, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  /** The smallest value that at least this share of all values does not exceed. */
  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return Math.round(sorted[Math.max(0, index)] / 10_000.0) / 100.0;
  }
}
