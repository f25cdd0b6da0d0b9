package dev.tocsin.ops.admin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What the brokers answer to an admin client. */
public final class Answers {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Answers() {}

  /** Waits as long as the client's own timeout lets it, and throws what really happened. */
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
   * Waits a while for what was just made to be seen: the controller answers before the brokers
   * know, and who asks them next must find it.
   */
  public static void awaitVisible(BooleanSupplier seen) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp && !seen.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
