package dev.tocsin.bench.suite;

import dev.tocsin.testkit.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a series keeps data and logs. A temporary one is deleted at the end, also when the series
 * is interrupted; it stays when the series fails, for its logs say why.
 */
final class WorkDirectory implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Path path;
  private final boolean temporary;
  private volatile boolean kept;

  private WorkDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
    if (temporary) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "bench-clean-up"));
    }
  }

  /**
   * Makes it.
   *
   * @param given null for a temporary one
   */
  static WorkDirectory make(@Nullable Path given) throws IOException {
    return given == null
        ? new WorkDirectory(Files.createTempDirectory("tocsin-bench"), true)
        : new WorkDirectory(Files.createDirectories(given), false);
  }

  Path path() {
    return path;
  }

  /** Whether it is kept after the series. */
  boolean stays() {
    return !temporary;
  }

  /** Keeps it, because its logs explain a failure. */
  void keep() {
    kept = true;
  }

  /** Ends the children first, which still write there for a moment. */
  private void abandon() {
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle child : children) {
      try {
        var unused = child.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // The deletion below does what it can.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    close();
  }

  @Override
  public void close() {
    if (!temporary || kept || !Files.exists(path)) {
      return;
    }
    try {
      Directories.delete(path);
    } catch (UncheckedIOException e) {
      // A child still writes there; the system cleans its temporary directory later.
    }
  }
}
