package dev.tocsin.local;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker does when it cannot go on. A broker of its own would halt its process, without a
 * word on the way; here the process is the application's, so the fault is logged and remembered and
 * the application lives.
 */
final class FatalFaults {

  private static final Logger log = LoggerFactory.getLogger(FatalFaults.class);
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();
  private static final AtomicReference<@Nullable String> LAST = new AtomicReference<>();

  private FatalFaults() {}

  /** Takes the place of Kafka's exit and halt, for the whole JVM: they are static there. */
  static void install() {
    if (INSTALLED.compareAndSet(false, true)) {
      Exit.setExitProcedure((status, message) -> record("exit", status, message));
      Exit.setHaltProcedure((status, message) -> record("halt", status, message));
    }
  }

  /** The last fault since {@link #forget()}, in words. */
  static Optional<String> last() {
    return Optional.ofNullable(LAST.get());
  }

  static void forget() {
    LAST.set(null);
  }

  private static void record(String procedure, int status, @Nullable String message) {
    String fault =
        "the broker asked for "
            + procedure
            + " with status "
            + status
            + " in thread "
            + Thread.currentThread().getName()
            + (message == null ? "" : ": " + message);
    LAST.set(fault);
    log.atError()
        .addKeyValue("procedure", procedure)
        .addKeyValue("status", status)
        .setCause(new IllegalStateException(fault))
        .log("The local broker met a fault it cannot go on from; restart the local stack");
  }
}
