package dev.tocsin.cli.importing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets what is stopped by Ctrl-C or SIGTERM finish what it sent and say how far it came. The JVM
 * ends with its own code for the signal: 130 for Ctrl-C.
 */
public final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicBoolean said = new AtomicBoolean();
  private final Runnable lastWords;
  private final Thread hook = new Thread(this::onSignal, "sending-interrupted");
  private volatile boolean requested;

  /**
   * @param lastWords runs when the signal came and the work did not end by itself in time, for
   *     example because it waits for input
   */
  public Interruption(Runnable lastWords) {
    this.lastWords = lastWords;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether to stop as soon as that leaves nothing half done. */
  public boolean isRequested() {
    return requested;
  }

  /** Says them once, whoever comes first: who works, or who waits for that to end. */
  public void sayLastWords() {
    if (said.compareAndSet(false, true)) {
      lastWords.run();
    }
  }

  private void onSignal() {
    requested = true;
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        sayLastWords();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came just now; the hook sees that the work is done.
        requested = true;
      }
    }
  }
}
