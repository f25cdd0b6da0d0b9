package dev.tocsin.proof.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The directory and the cluster that all runs of one invocation share. */
final class Ground implements AutoCloseable {

  private final Path root;
  private final Stack stack;
  private final AtomicInteger runs = new AtomicInteger();

  Ground(Path root) {
    this.root = root;
    stack = new Stack(root);
  }

  Stack stack() {
    return stack;
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

  /** Deletes what there is of a directory. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Ground::deleteFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    stack.close();
  }
}
