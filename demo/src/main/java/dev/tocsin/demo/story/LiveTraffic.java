package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.LogEntry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends live messages at an even rate, in a thread of its own, until it is closed. */
final class LiveTraffic implements AutoCloseable {

  private static final int REPEAT_EVERY = 50;
  private static final long TICK_NANOS = 10_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final DemoProducer producer;
  private final SentMessages messages;
  private final Latencies latencies;
  private final Set<String> knownAccounts;
  private final int rate;
  private final AtomicLong repeats = new AtomicLong();
  private final Thread thread = new Thread(this::run, "demo-live");
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * Starts to send.
   *
   * @param knownAccounts accounts that always exist; latencies of others are not measured
   */
  LiveTraffic(
      TocsinConfig config,
      SentMessages messages,
      Latencies latencies,
      Set<String> knownAccounts,
      int rate) {
    this.producer = new DemoProducer(config, "demo-live");
    this.messages = messages;
    this.latencies = latencies;
    this.knownAccounts = Set.copyOf(knownAccounts);
    this.rate = rate;
    thread.setDaemon(true);
    thread.start();
  }

  /** Messages that were sent twice. */
  long repeats() {
    return repeats.get();
  }

  /** Stops, waits until the broker has all messages, and throws a failure to send. */
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
    producer.close();
  }

  private void run() {
    long began = System.nanoTime();
    long sent = 0;
    try {
      while (!stopped) {
        long due = (System.nanoTime() - began) * rate / SECOND_NANOS;
        for (; sent < due; sent++) {
          sendNext();
        }
        Thread.sleep(TICK_NANOS / 1_000_000);
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void sendNext() {
    LogEntry entry = messages.live(System.currentTimeMillis());
    if (entry.provider().equals(StoryPlan.LIVE)) {
      latencies.sent(entry.account(), entry.person(), knownAccounts.contains(entry.account()));
    }
    producer.log(entry, Delivery.JAVA);
    if (messages.liveCount() % REPEAT_EVERY == 0) {
      producer.log(entry, Delivery.UNKEYED);
      repeats.incrementAndGet();
    }
  }
}
