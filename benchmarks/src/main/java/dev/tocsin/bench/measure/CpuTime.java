package dev.tocsin.bench.measure;

import dev.tocsin.testkit.ChildProcess;
import dev.tocsin.testkit.ChildProcessException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CPU time of a JVM without its compiler threads. Compilation happens once in the life of a
 * process, but in a run of a minute it may take longer than the program.
 */
public final class CpuTime {

  /** Compiler threads that end would take the record of their time with them. */
  public static final String KEEP_COMPILER_THREADS = "-XX:-UseDynamicNumberOfCompilerThreads";

  /** The kernel counts in hundredths of a second whatever its own clock is. */
  private static final long TICK_MILLIS = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private CpuTime() {}

  /** User and system time so far; Linux counts it in steps of 10 ms. */
  public static Duration of(ChildProcess child) {
    return ProcessHandle.of(child.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new ChildProcessException("the CPU time of a child is unknown"))
        .minus(compilerThreads(child.pid()));
  }

  /** Zero where the operating system does not list threads as Linux does. */
  private static Duration compilerThreads(long pid) {
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
      throw new ChildProcessException("the threads of process " + pid + " cannot be read", e);
    }
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  /** The ticks of a thread; zero unless it compiles. */
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
      // the read, which fail differently. Compiler threads do not end.
      return 0;
    }
  }
}
