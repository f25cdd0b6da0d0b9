package dev.tocsin.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CPU time of a JVM's compiler threads. It is spent once in the life of a process, but in a run of
 * a minute it may be more than that of the program, so it has to be told apart.
 */
final class CompilerThreads {

  /** Threads that come and go would take the record of their time with them. */
  static final String KEEP = "-XX:-UseDynamicNumberOfCompilerThreads";

  /** The kernel counts in hundredths of a second whatever its own clock is. */
  private static final long TICK_MILLIS = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private CompilerThreads() {}

  /** So far; zero where the operating system does not list threads as Linux does. */
  static Duration cpu(long pid) {
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return Duration.ZERO;
    }
    long ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        ticks += ticks(thread.resolve("stat"));
      }
    } catch (IOException e) {
      throw new ChildException("the threads of process " + pid + " cannot be read", e);
    }
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  /** Of one thread's line; zero unless it is a compiler's. */
  static long ticks(String stat) {
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    if (!name.matches("C[12] CompilerThre.*")) {
      return 0;
    }
    // Behind the name, which may contain anything, the fields are separated by single spaces.
    String[] fields = stat.substring(end + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
  }

  private static long ticks(Path stat) {
    try {
      return ticks(Files.readString(stat));
    } catch (IOException e) {
      // The thread has ended since it was listed: before its file was opened, or between that and
      // the read, which fail differently. A compiler's thread does not end (see KEEP).
      return 0;
    }
  }
}
