package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import dev.tocsin.ingest.decode.Decoded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports rejected lines by file and line number, never with their content: all of them to a file
 * if one is given, else the first few to the console.
 */
final class RejectLog implements AutoCloseable {

  private static final int SHOWN = 20;

  private final @Nullable RejectFile file;
  private final List<String> first = new ArrayList<>();
  private long count;

  /**
   * @param path the file for all; null for the first few on the console
   * @param append whether to append to the file
   */
  RejectLog(@Nullable Path path, boolean append) {
    file = path == null ? null : new RejectFile(path, append);
  }

  void add(String input, long line, Decoded.Rejected<?> rejected) {
    count++;
    String text = input + ":" + line + ": " + rejected.describe();
    if (file != null) {
      file.add(text);
    } else if (first.size() < SHOWN) {
      first.add(text);
    }
  }

  /** Makes the lines of the file durable. */
  void sync() {
    if (file != null) {
      file.sync();
    }
  }

  /** Prints the lines that are kept for the console. */
  void show(Console console) {
    first.forEach(console::note);
    if (count > first.size() && file == null) {
      console.note(
          (count - first.size())
              + " more were rejected; --rejects FILE writes all of them to a file");
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
