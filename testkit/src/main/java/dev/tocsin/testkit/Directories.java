package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Directories with everything in them. */
public final class Directories {

  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 100_000_000;

  private Directories() {}

  /**
   * Deletes a directory, also when another process still writes to it for a moment.
   *
   * @throws UncheckedIOException when it cannot be deleted
   */
  public static void delete(Path directory) {
    for (int attempt = 1; Files.exists(directory); attempt++) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(Directories::deleteFile);
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException(
              directory + " cannot be deleted", new IOException(e.getMessage(), e));
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
}
