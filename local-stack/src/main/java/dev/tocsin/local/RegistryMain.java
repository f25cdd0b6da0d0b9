package dev.tocsin.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the registry's process runs. It starts the registry in this same JVM and ends with the
 * process that started it: that one holds the other end of standard input, and the operating system
 * closes it whatever way the parent ends, kill -9 included.
 *
 * <p>It uses nothing but the JDK: {@link RegistryProcess} puts this one class file, and nothing
 * else of Tocsin, on the registry's class path.
 */
public final class RegistryMain {

  private static final long LONGEST_EXIT_MILLIS = 5_000;

  private RegistryMain() {}

  /**
   * Runs the registry.
   *
   * @param args the lock file that says who may open the registry's database; the name of the
   *     registry's main class
   */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    Thread.ofPlatform().daemon().name("parent-watch").start(RegistryMain::endWithParent);
    ignoreInterrupt();
    // The registry of a stack that was just killed may be on its way out still. The lock is held
    // until the process ends.
    FileChannel file =
        FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.lock();
    Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  private static void endWithParent() {
    try {
      int read = 0;
      while (read >= 0) {
        read = System.in.read();
      }
    } catch (IOException e) {
      // A broken pipe means the same as its end: there is no parent any more.
    }
    Thread.ofPlatform().daemon().name("last-resort").start(RegistryMain::haltLater);
    System.exit(0);
  }

  private static void haltLater() {
    try {
      Thread.sleep(LONGEST_EXIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  /**
   * Ctrl-C in a terminal reaches the whole process group, but the application may need the registry
   * until it has closed; it then closes this process's standard input. The signal classes are not
   * part of the JDK's API, so they are used when they are there.
   */
  private static void ignoreInterrupt() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("INT"),
              handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException e) {
      System.err.println("Ctrl-C will reach the registry directly: " + e);
    }
  }
}
