package dev.tocsin.ops.admin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the results of an admin client. */
public final class AdminResults {

  private static final Duration VISIBLE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private AdminResults() {}

  /** Waits until the client's timeout and throws the cause of a failure. */
  public static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    }
  }

  /**
   * Waits up to 10 s until a change is visible: the controller answers before the brokers know of
   * the change, and the next request must see it.
   */
  public static void awaitVisible(BooleanSupplier seen) {
    long giveUp = System.nanoTime() + VISIBLE_TIMEOUT.toNanos();
    while (System.nanoTime() < giveUp && !seen.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
