package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.support.PrometheusServer;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Polls Prometheus and remembers which alerts fire. */
final class AlertWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(300);

  private final PrometheusServer prometheus;
  private final long began = System.nanoTime();
  private final Thread thread;
  private volatile Set<String> firing = Set.of();
  private volatile boolean closed;

  AlertWatch(PrometheusServer prometheus) {
    this.prometheus = prometheus;
    this.thread = Thread.ofPlatform().daemon().name("watch").start(this::poll);
  }

  private void poll() {
    while (!closed) {
      try {
        Set<String> now = prometheus.firing();
        without(now, firing).forEach(alert -> say("fires  " + alert));
        without(firing, now).forEach(alert -> say("ended  " + alert));
        firing = now;
        Thread.sleep(EVERY);
      } catch (Exception e) {
        if (!closed) {
          say("Prometheus does not answer: " + e);
        }
      }
    }
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** Names of the alerts that fired at the last poll. */
  Set<String> firing() {
    return firing;
  }

  /** Waits until each of these has been seen firing. */
  void awaitFiring(Collection<String> alerts, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<String> missing = new TreeSet<>(alerts);
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      missing.removeAll(firing);
      Thread.sleep(EVERY);
    }
    assertThat(missing).as("alerts that do not fire; these do: %s", firing).isEmpty();
  }

  /** Waits until none of these fires. */
  void awaitEnd(Collection<String> alerts, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<String> left = new TreeSet<>(alerts);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(EVERY);
      left = new TreeSet<>(alerts);
      left.retainAll(firing);
    }
    assertThat(left).as("alerts that still fire").isEmpty();
  }

  /** Prints to standard error, with the time since the start. */
  void say(String what) {
    System.err.printf("alerts %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
