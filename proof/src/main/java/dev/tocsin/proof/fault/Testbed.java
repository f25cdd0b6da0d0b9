package dev.tocsin.proof.fault;

import dev.tocsin.testkit.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The directory and the cluster that all runs of one invocation share. */
final class Testbed implements AutoCloseable {

  private static final long PAUSE_NANOS = 100_000_000;
  private static final long GONE_SECONDS = 10;

  private final Path root;
  private final Stack stack;
  private final Launcher launcher;
  private final Deque<AutoCloseable> cleanUps = new ConcurrentLinkedDeque<>();
  private final AtomicInteger runs = new AtomicInteger();
  private @Nullable Stack proxied;
  private @Nullable Thread hook;
  private boolean closed;
  private volatile boolean deletesRoot;
  private volatile boolean ending;

  /** With a cluster of its own, which is not started yet. */
  Testbed(Path root) {
    this(root, new OwnStack(root, false), Launcher.ofProcesses());
  }

  /**
   * @param stack a cluster to work with
   * @param launcher of the detectors
   */
  Testbed(Path root, Stack stack, Launcher launcher) {
    this.root = root;
    this.stack = stack;
    this.launcher = launcher;
  }

  /** Has everything end and the directory deleted when the JVM ends, also on Ctrl-C. */
  Testbed temporary() {
    deletesRoot = true;
    Thread ended = new Thread(this::abandon, "faults-end");
    Runtime.getRuntime().addShutdownHook(ended);
    hook = ended;
    return this;
  }

  /** Leaves the directory where it is. */
  void keep() {
    requireNotEnding();
    deletesRoot = false;
  }

  /** Starts the detectors. */
  Launcher launcher() {
    return launcher;
  }

  Stack stack() {
    return stack;
  }

  /**
   * To be called before something is reported as a problem: while this JVM ends, its children die,
   * which proves nothing, so this never returns.
   */
  void requireNotEnding() {
    while (ending) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Another broker and registry, reachable through a proxy only; started at the first call. */
  synchronized Stack proxied() throws Exception {
    Stack there = proxied;
    if (there == null) {
      there = new OwnStack(directory("proxied"), true);
      proxied = there;
      there.start();
    }
    return there;
  }

  /** Adds a clean-up for the end of the run, however it ends. */
  void atEndOfRun(AutoCloseable cleanUp) {
    cleanUps.push(cleanUp);
  }

  /** Runs the clean-ups of a run. */
  void endRun() {
    for (AutoCloseable one = cleanUps.poll(); one != null; one = cleanUps.poll()) {
      try {
        one.close();
      } catch (Exception e) {
        throw new CannotRunException("a run cannot be cleaned up", e);
      }
    }
  }

  /** A new directory for one run. */
  Path directory(String what) {
    try {
      return Files.createDirectories(root.resolve(what + "-" + runs.incrementAndGet()));
    } catch (IOException e) {
      throw new CannotRunException("the working directory cannot be written", e);
    }
  }

  /** The JVM is ending: kills all its children. */
  private void abandon() {
    ending = true;
    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(child -> child.onExit().orTimeout(GONE_SECONDS, TimeUnit.SECONDS).join());
    end();
  }

  private synchronized void end() {
    if (closed) {
      return;
    }
    closed = true;
    endRun();
    Stack there = proxied;
    if (there != null) {
      there.close();
    }
    stack.close();
    if (deletesRoot) {
      Directories.delete(root);
    }
  }

  @Override
  public void close() {
    end();
    Thread ended = hook;
    if (ended != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(ended);
      } catch (IllegalStateException e) {
        // It is running already, and finds that everything is done.
      }
    }
  }
}
