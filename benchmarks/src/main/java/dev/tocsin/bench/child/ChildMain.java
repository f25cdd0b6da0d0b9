package dev.tocsin.bench.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The main class of every child process. It runs the main class that it is given and ends with the
 * process that started it: that one holds the other end of standard input, and the operating system
 * closes it whatever way the parent ends, kill -9 included.
 *
 * <p>It uses nothing but the JDK, so that it can start a contender whose class path has nothing
 * else of the benchmarks' on it.
 */
public final class ChildMain {

  /** A line on standard output that starts with it is for the parent; all others are log. */
  public static final String SIGNAL = "@";

  /** The line on standard input that asks for the live heap. */
  public static final String HEAP = "heap";

  private static final long LONGEST_EXIT_MILLIS = 30_000;
  private static final int COLLECTIONS = 2;

  private ChildMain() {}

  /**
   * Runs another main class.
   *
   * @param args the name of the main class, then its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::obeyParent);
    Object arguments = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, arguments);
  }

  /** Tells the parent something: a word, then {@code name=value} pairs without spaces in them. */
  public static void signal(String word, String... pairs) {
    System.out.println(SIGNAL + word + (pairs.length == 0 ? "" : " " + String.join(" ", pairs)));
    System.out.flush();
  }

  private static void obeyParent() {
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
      // A broken pipe means the same as its end: there is no parent any more.
    }
    Thread.ofPlatform().daemon().name("last-resort").start(ChildMain::haltLater);
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
