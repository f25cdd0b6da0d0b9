package dev.tocsin.proof.fault;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The ground of one invocation, given up in order: all processes end and the directory is deleted,
 * also on Ctrl-C.
 */
final class Session implements AutoCloseable {

  private static final long GONE_SECONDS = 10;

  private final Testbed ground;
  private final Thread hook = new Thread(this::abandon, "faults-end");
  private volatile boolean kept;
  private boolean closed;

  Session(Path directory) {
    ground = new Testbed(directory);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Testbed ground() {
    return ground;
  }

  /** Leaves the directory where it is. */
  void keep() {
    ground.requireNotEnding();
    kept = true;
  }

  /** The JVM is ending: its children are killed, whoever started them. */
  private void abandon() {
    ground.ending();
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
    ground.close();
    if (!kept) {
      Testbed.delete(ground.root());
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running already, and finds that everything is done.
    }
  }
}
