package dev.tocsin.deploy.monitoring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in memory that is small enough to be filled, where the system lets us mount one.
 */
final class SmallVolume implements AutoCloseable {

  private static final int MIB = 1024 * 1024;
  private static final int SIZE_MIB = 512;

  private final Path directory;
  private final boolean mounted;

  SmallVolume(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MIB + "m", "tmpfs", directory.toString());
  }

  Path directory() {
    return directory;
  }

  /** Whether it is a file system of its own. */
  boolean isMounted() {
    return mounted;
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

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }

  @Override
  public void close() throws IOException {
    if (mounted && !run("umount", "-l", directory.toString())) {
      throw new IOException("cannot unmount " + directory);
    }
  }
}
