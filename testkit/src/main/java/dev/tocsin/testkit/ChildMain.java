package dev.tocsin.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The main class of every Java child process. It runs the main class that it is given and ends with
 * its parent: the parent holds the other end of standard input, and the operating system closes
 * that however the parent ends, {@code kill -9} included.
 *
 * <p>It uses the JDK alone, so that it can start a program with any class path.
 */
public final class ChildMain {

  /** A line of the output that starts with it is a signal for the parent. */
  public static final String SIGNAL = "@";

  /** The line on standard input that asks for the live heap. */
  static final String HEAP = "heap";

  private static final long LONGEST_EXIT_MILLIS = 30_000;
  private static final int COLLECTIONS = 2;

  private ChildMain() {}

  /**
   * Runs another main class.
   *
   * @param args the name of the main class, then its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::followParent);
    Object arguments = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, arguments);
  }

  /** Sends a signal to the parent: a word, then {@code name=value} pairs without spaces. */
  public static void signal(String word, String... pairs) {
    System.out.println(SIGNAL + word + (pairs.length == 0 ? "" : " " + String.join(" ", pairs)));
    System.out.flush();
  }

  private static void followParent() {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      @Nullable String command = commands.readLine();
      while (command != null) {
        if (command.equals(HEAP)) {
          signal(HEAP, "bytes=" + liveHeap());
        }
        command = commands.readLine();
      }
    } catch (IOException e) {
      // A broken pipe means the same as its end: the parent is gone.
    }
    Thread.ofPlatform().daemon().name("late-exit").start(ChildMain::haltLater);
    System.exit(0);
  }

  private static long liveHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void haltLater() {
    try {
      Thread.sleep(LONGEST_EXIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
