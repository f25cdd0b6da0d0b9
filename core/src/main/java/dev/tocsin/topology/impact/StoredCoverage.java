package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The coverage marks of all message-log partitions: a book in memory, backed by a store. */
final class StoredCoverage {

  private final Table store;
  private final CoverageBook book;
  private boolean loaded;

  StoredCoverage(Table store, CoverageBook empty) {
    this.store = store;
    this.book = empty;
  }

  CoverageBook book() {
    if (!loaded) {
      loaded = true;
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        while (rows.hasNext()) {
          book.apply(Codecs.COVERAGE_MARK.decode(rows.next().value));
        }
      }
    }
    return book;
  }

  /** Adds a mark; false when its window has changed since, or when it changes nothing. */
  boolean apply(CoverageMark mark, WindowBook windows) {
    WindowBook.Entry entry = windows.entry(mark.windowId());
    if (entry != null && entry.revision() > mark.revision()) {
      return false;
    }
    if (!book().apply(mark)) {
      return false;
    }
    // Stores what earlier marks contributed too, so that a restart does not lose it.
    CoverageMark merged = book().known(mark.windowId(), mark.partition());
    store.put(
        key(mark.windowId(), mark.partition()),
        Codecs.COVERAGE_MARK.encode(merged == null ? mark : merged));
    return true;
  }

  void forget(String windowId, long upToRevision) {
    for (int partition : book().forget(windowId, upToRevision)) {
      store.delete(key(windowId, partition));
    }
  }

  private static Bytes key(String windowId, int partition) {
    return StoreKeys.of(windowId, Integer.toString(partition));
  }
}
