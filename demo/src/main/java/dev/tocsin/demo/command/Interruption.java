package dev.tocsin.demo.command;

import dev.tocsin.cli.ExitCodes;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * What happens at Ctrl-C besides the local stack clearing itself away: say so, let nothing else be
 * said, and see that it ends, whatever hangs.
 */
final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(14);

  private final Runnable sayGoodbye;
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::onShutdown, "tocsin-interruption");
  private volatile boolean happened;

  /** Watches from now on; the calling thread is interrupted when it happens. */
  Interruption(Runnable sayGoodbye) {
    this.sayGoodbye = sayGoodbye;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the JVM was told to end. */
  boolean happened() {
    return happened;
  }

  @Override
  public void close() {
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        happened = true;
      }
    }
  }

  private void onShutdown() {
    happened = true;
    Configurator.setAllLevels("", Level.OFF);
    sayGoodbye.run();
    Thread watchdog = new Thread(Interruption::endAnyway, "tocsin-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    worker.interrupt();
  }

  private static void endAnyway() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }
}
