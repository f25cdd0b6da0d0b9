package dev.tocsin.ops;

import dev.tocsin.telemetry.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the size of the state directory and its volume in a thread of its own: a directory of
 * thousands of files, or a slow volume, must delay neither records nor scrapes.
 */
final class StateSpace implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StateSpace.class);

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private record Sizes(long directory, long volumeFree, long volume) {}

  private final Path directory;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tocsin-state-space").factory());

  /** Null before the first measurement, and when the last one failed. */
  private volatile @Nullable Sizes sizes;

  StateSpace(Path directory) {
    this.directory = directory;
  }

  /** Measures periodically until closed, and publishes the sizes. */
  static StateSpace watching(Path directory, MeterRegistry meters) {
    StateSpace space = new StateSpace(directory);
    space.bindTo(meters);
    var unused =
        space.scheduler.scheduleWithFixedDelay(
            space::measure, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return space;
  }

  void bindTo(MeterRegistry meters) {
    Metric.STATE_DIRECTORY.gauge(meters, () -> part(Sizes::directory));
    Metric.STATE_VOLUME_FREE.gauge(meters, () -> part(Sizes::volumeFree));
    Metric.STATE_VOLUME_SIZE.gauge(meters, () -> part(Sizes::volume));
  }

  private @Nullable Long part(ToLongFunction<Sizes> which) {
    Sizes seen = sizes;
    return seen == null ? null : which.applyAsLong(seen);
  }

  void measure() {
    try {
      FileStore volume = Files.getFileStore(directory);
      sizes = new Sizes(size(), volume.getUsableSpace(), volume.getTotalSpace());
    } catch (IOException | RuntimeException e) {
      if (sizes != null) {
        log.atWarn()
            .addKeyValue("directory", directory)
            .addKeyValue("exception", e.getClass().getName())
            .log("Failed to measure the state directory");
      }
      sizes = null;
    }
  }

  private long size() throws IOException {
    SizeVisitor visitor = new SizeVisitor();
    Files.walkFileTree(directory, visitor);
    return visitor.bytes;
  }

  /** Adds up sizes. Stores delete files at any time, also after they were listed. */
  private static final class SizeVisitor extends SimpleFileVisitor<Path> {

    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
