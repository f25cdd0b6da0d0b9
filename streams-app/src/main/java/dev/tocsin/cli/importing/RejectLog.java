package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import dev.tocsin.ingest.decode.Decoded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports refused lines by file and line number, never by what they hold: all of them to a file
 * when there is one, else the first few to the console once the progress bar is gone.
 */
final class RejectLog implements AutoCloseable {

  private static final int SHOWN = 20;

  private final @Nullable RejectFile file;
  private final List<String> first = new ArrayList<>();
  private long count;

  /**
   * @param path where all go; null for the first few on the console
   * @param goOn whether to add to what is there
   */
  RejectLog(@Nullable Path path, boolean goOn) {
    file = path == null ? null : new RejectFile(path, goOn);
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

  /** Has what went to the file outlast a crash. */
  void sync() {
    if (file != null) {
      file.sync();
    }
  }

  /** Shows what was kept for the console. */
  void show(Console console) {
    first.forEach(console::note);
    if (count > first.size() && file == null) {
      console.note(
          (count - first.size()) + " more were rejected; see all of them with --rejects FILE");
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
