package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.LogEntry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages that are sent now, at an even rate, in a thread of their own, until it is closed. */
final class LiveTraffic implements AutoCloseable {

  private static final int REPEAT_EVERY = 50;
  private static final long TICK_NANOS = 10_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final DemoProducer wire;
  private final SentMessages pushed;
  private final Latencies latencies;
  private final Set<String> knownAccounts;
  private final int rate;
  private final AtomicLong repeats = new AtomicLong();
  private final Thread thread = new Thread(this::run, "demo-live");
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * Starts to push.
   *
   * @param knownAccounts accounts that exist all the time; people of others are not timed
   */
  LiveTraffic(
      TocsinConfig config,
      SentMessages pushed,
      Latencies latencies,
      Set<String> knownAccounts,
      int rate) {
    this.wire = new DemoProducer(config, "demo-live");
    this.pushed = pushed;
    this.latencies = latencies;
    this.knownAccounts = Set.copyOf(knownAccounts);
    this.rate = rate;
    thread.setDaemon(true);
    thread.start();
  }

  /** Messages that were pushed twice. */
  long repeats() {
    return repeats.get();
  }

  /** Stops and waits until the broker has everything; throws what went wrong on the way. */
  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException wrong = failure;
    if (wrong != null) {
      throw wrong;
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wire.close();
  }

  private void run() {
    long began = System.nanoTime();
    long sent = 0;
    try {
      while (!stopped) {
        long due = (System.nanoTime() - began) * rate / SECOND_NANOS;
        for (; sent < due; sent++) {
          push();
        }
        Thread.sleep(TICK_NANOS / 1_000_000);
      }
      wire.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void push() {
    LogEntry entry = pushed.live(System.currentTimeMillis());
    if (entry.provider().equals(StoryPlan.LIVE)) {
      latencies.sent(entry.account(), entry.person(), knownAccounts.contains(entry.account()));
    }
    wire.log(entry, Delivery.JAVA);
    if (pushed.liveCount() % REPEAT_EVERY == 0) {
      wire.log(entry, Delivery.UNKEYED);
      repeats.incrementAndGet();
    }
  }
}
