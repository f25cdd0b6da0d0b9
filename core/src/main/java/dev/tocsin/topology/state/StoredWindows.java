package dev.tocsin.topology.state;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A task's own copy of all windows: a book in memory, backed by a store. Window changes are stored
 * here because Kafka Streams purges the internal topic that they arrive through.
 */
public final class StoredWindows {

  private final Table store;
  private @Nullable WindowBook book;

  /**
   * @param store is restored before the first call, but not yet now
   */
  public StoredWindows(Table store) {
    this.store = store;
  }

  public WindowBook book() {
    if (book == null) {
      WindowBook loaded = new WindowBook();
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        while (rows.hasNext()) {
          loaded.apply(Codecs.WINDOW_CHANGE.decode(rows.next().value));
        }
      }
      book = loaded;
    }
    return book;
  }

  /** The current version of a window; null when it is withdrawn or was never declared. */
  public @Nullable CompromiseWindow window(String windowId) {
    WindowBook.Entry entry = book().entry(windowId);
    return entry == null ? null : entry.window();
  }

  /** Applies a change; false when it is not newer than the current version. */
  public boolean apply(WindowChange change) {
    if (!book().apply(change)) {
      return false;
    }
    store.put(
        Bytes.wrap(change.windowId().getBytes(StandardCharsets.UTF_8)),
        Codecs.WINDOW_CHANGE.encode(change));
    return true;
  }
}
