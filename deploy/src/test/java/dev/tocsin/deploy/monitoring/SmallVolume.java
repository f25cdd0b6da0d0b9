package dev.tocsin.deploy.monitoring;

import dev.tocsin.deploy.support.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file system in memory that is small enough to be filled. Only root can have one. */
final class SmallVolume implements AutoCloseable {

  private static final int MIB = 1024 * 1024;
  private static final int SIZE_MIB = 512;

  private final Path directory;

  SmallVolume(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MIB + "m", "tmpfs", directory.toString());
  }

  Path directory() {
    return directory;
  }

  /** Fills it until this share of it is left. */
  void fill(double left) throws IOException {
    FileStore store = Files.getFileStore(directory);
    long keep = (long) (store.getTotalSpace() * left);
    byte[] block = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (store.getUsableSpace() - block.length > keep) {
        out.write(block);
      }
    }
  }

  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", directory.toString());
  }

  private static void run(String... command) throws IOException {
    try {
      Program.Result result = Program.run(List.of(command), Path.of("."), Map.of());
      if (result.exitCode() != 0) {
        throw new AssertionError(
            "%s: %s (only root can mount a small volume; be root, or leave the profile tools out)"
                .formatted(String.join(" ", command), result.output().strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
