package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file of complete lines that are on disk once {@link #sync} returns. */
final class RejectFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;
  private final FileChannel channel;

  /** Whether it can be appended to and synced, unlike a pipe or a device. */
  private final boolean regular;

  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean dirty;

  /**
   * Opens a file for writing.
   *
   * @param append whether to append instead of overwriting
   */
  RejectFile(Path path, boolean append) {
    this.path = path;
    try {
      regular = !Files.exists(path) || Files.isRegularFile(path);
      channel = FileChannel.open(path, options(append));
      if (regular && append) {
        // The record of a line that a crash cut off is read again.
        channel.truncate(endOfLastLine());
        channel.position(channel.size());
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.USAGE,
          "--rejects: cannot write '" + path + "' (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }

  private Set<OpenOption> options(boolean append) {
    if (!regular) {
      return Set.of(StandardOpenOption.WRITE);
    }
    return Set.of(
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        append ? StandardOpenOption.READ : StandardOpenOption.TRUNCATE_EXISTING);
  }

  private long endOfLastLine() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BUFFER_BYTES);
    for (long end = channel.size(); end > 0; ) {
      long start = Math.max(0, end - BUFFER_BYTES);
      block.clear().limit((int) (end - start));
      int read = channel.read(block, start);
      for (int i = read - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  /**
   * Adds a line.
   *
   * @throws CliException if the file cannot be written
   */
  void add(String line) {
    pending.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    if (pending.size() >= BUFFER_BYTES) {
      write();
    }
  }

  /**
   * Makes all lines so far durable.
   *
   * @throws CliException if the file cannot be written
   */
  void sync() {
    write();
    if (dirty && regular) {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw unwritten(e);
      }
    }
    dirty = false;
  }

  private void write() {
    ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
    pending.reset();
    dirty |= bytes.hasRemaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private CliException unwritten(IOException e) {
    return new CliException(
        ExitCodes.USAGE,
        "--rejects: cannot write '"
            + path
            + "' ("
            + e.getMessage()
            + "); free some space or name another file, and retry",
        e);
  }

  @Override
  public void close() {
    try (channel) {
      write();
    } catch (IOException e) {
      throw unwritten(e);
    }
  }
}
