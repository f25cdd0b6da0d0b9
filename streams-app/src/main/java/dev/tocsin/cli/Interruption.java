package dev.tocsin.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Ends the work of a command in order after Ctrl-C or SIGTERM. The exit code is the JVM's own for
 * the signal: 130 for Ctrl-C.
 */
public final class Interruption implements AutoCloseable {

  /** The time for work to finish before its progress is reported without it. */
  private static final Duration FINISH = Duration.ofSeconds(5);

  /** The time for cancelled work to clean up before the process is halted. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(14);

  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicBoolean reported = new AtomicBoolean();
  private final Runnable report;
  private final Thread hook;
  private volatile boolean requested;

  private Interruption(Runnable report, Consumer<Interruption> onSignal) {
    this.report = report;
    this.hook = new Thread(() -> onSignal.accept(this), "tocsin-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * For work that checks {@link #isRequested}, ends by itself and then calls {@link #report}.
   *
   * @param report also runs if the work does not end in time, for example because it waits for
   *     input
   */
  public static Interruption finishing(Runnable report) {
    return new Interruption(report, Interruption::finish);
  }

  /**
   * For work of the calling thread that ends when it is interrupted. Logging stops, and the process
   * is halted if the work does not end in time.
   *
   * @param report runs at once
   */
  public static Interruption cancelling(Runnable report) {
    Thread worker = Thread.currentThread();
    return new Interruption(report, interruption -> interruption.cancel(worker));
  }

  /** Whether a signal arrived. */
  public boolean isRequested() {
    return requested;
  }

  /** Runs the report, once. */
  public void report() {
    if (reported.compareAndSet(false, true)) {
      report.run();
    }
  }

  private void finish() {
    requested = true;
    try {
      if (!done.await(FINISH.toSeconds(), TimeUnit.SECONDS)) {
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel(Thread worker) {
    requested = true;
    Configurator.setAllLevels("", Level.OFF);
    report();
    Thread watchdog = new Thread(Interruption::halt, "tocsin-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    worker.interrupt();
  }

  private static void halt() {
    try {
      Thread.sleep(CLEAN_UP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal arrived just now; the hook sees that the work is done.
        requested = true;
      }
    }
  }
}
