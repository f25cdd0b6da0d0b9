package dev.tocsin.topology.state;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A task's own copy of all windows: a book in memory over a store. Whatever was multicast is kept
 * here, because the topic it came through is purged.
 */
public final class StoredWindows {

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable WindowBook book;

  /**
   * @param store restored by the time of the first call, not before
   */
  public StoredWindows(KeyValueStore<Bytes, byte[]> store) {
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

  /** The window as it stands; null when it is withdrawn or was never declared. */
  public @Nullable CompromiseWindow window(String windowId) {
    WindowBook.Entry entry = book().entry(windowId);
    return entry == null ? null : entry.window();
  }

  /** Takes a change in; false when it is not newer than what is known. */
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
