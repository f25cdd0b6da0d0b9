package dev.tocsin.proof.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory and the cluster that all runs of one invocation share. */
final class Testbed implements AutoCloseable {

  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 100_000_000;

  private final Path root;
  private final Stack stack;
  private final Launcher launcher;
  private @Nullable Stack proxied;
  private final Deque<AutoCloseable> undone = new ConcurrentLinkedDeque<>();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile boolean ending;

  Testbed(Path root) {
    this(root, new OwnStack(root), Launcher.ofProcesses());
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

  /** Starts the detectors. */
  Launcher launcher() {
    return launcher;
  }

  Stack stack() {
    return stack;
  }

  /** From now on processes die because this one ends. */
  void ending() {
    ending = true;
  }

  /**
   * To be called before anything is called a finding: when this process is ending, what was found
   * is that, so this never returns.
   */
  void requireNotEnding() {
    while (ending) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Another broker and registry, which can be reached through a proxy only; started when asked. */
  synchronized Stack proxied() throws Exception {
    Stack there = proxied;
    if (there == null) {
      there = OwnStack.behindProxy(directory("proxied"));
      proxied = there;
      there.start();
    }
    return there;
  }

  /** Has something undone when the run ends, however it ends. */
  void atEndOfRun(AutoCloseable undo) {
    undone.push(undo);
  }

  /** Undoes what the run left behind. */
  void endRun() {
    for (AutoCloseable undo = undone.poll(); undo != null; undo = undone.poll()) {
      try {
        undo.close();
      } catch (Exception e) {
        throw new CannotRunException("something is left behind", e);
      }
    }
  }

  Path root() {
    return root;
  }

  /** A new directory for one run, with a name that no other has. */
  Path directory(String what) {
    try {
      return Files.createDirectories(root.resolve(what + "-" + runs.incrementAndGet()));
    } catch (IOException e) {
      throw new CannotRunException("the working directory cannot be written", e);
    }
  }

  /** Deletes what there is of a directory, also when somebody still writes for a moment. */
  static void delete(Path directory) {
    for (int attempt = 1; Files.exists(directory); attempt++) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(Testbed::deleteFile);
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw new CannotRunException(directory + " cannot be deleted", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    endRun();
    Stack there = proxied;
    if (there != null) {
      there.close();
    }
    stack.close();
  }
}
