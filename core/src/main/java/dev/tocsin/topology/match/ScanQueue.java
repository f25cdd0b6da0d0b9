package dev.tocsin.topology.match;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.ScanScope;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished scans of a partition, at most one for each window. A scan and its progress are
 * stored separately, because a window can name thousands of accounts and a cursor changes twenty
 * times a second. Both are committed together with what the scan found, so after a crash it resumes
 * at the last commit.
 */
final class ScanQueue {

  private final Table scanStore;
  private final Table cursorStore;
  private @Nullable Map<String, Entry> entries;

  /** A scan and its progress. */
  record Entry(String windowId, Scan scan, Scan.Progress progress) {}

  ScanQueue(Table scanStore, Table cursorStore) {
    this.scanStore = scanStore;
    this.cursorStore = cursorStore;
  }

  /**
   * Starts, changes or cancels the scan of a window that has changed.
   *
   * @param before the window until now
   * @return whether the window has to be scanned for this revision
   */
  boolean plan(WindowChange change, @Nullable CompromiseWindow before, long snapshot, long now) {
    String id = change.windowId();
    CompromiseWindow target = change.window();
    if (target == null) {
      // The ledger would discard whatever it found.
      remove(id);
      return false;
    }
    Entry pending = entries().get(id);
    ScanScope scope =
        pending == null ? ScanScope.of(before, target) : pending.scan().scope().revisedTo(target);
    if (!scope.isNeeded()) {
      remove(id);
      return false;
    }
    if (pending != null && pending.scan().target().sameReach(target)) {
      // The same records with other incident details or another status: continue.
      Scan continued = pending.scan().at(change.revision(), target);
      put(new Entry(id, continued, pending.progress()));
    } else {
      Scan scan = new Scan(change.revision(), scope, snapshot, now);
      put(new Entry(id, scan, Scan.Progress.NONE));
    }
    return true;
  }

  boolean isEmpty() {
    return entries().isEmpty();
  }

  boolean isPending(String windowId) {
    return entries().containsKey(windowId);
  }

  Collection<Entry> pending() {
    return new ArrayList<>(entries().values());
  }

  /**
   * Continues the scan with the lowest revision.
   *
   * @param visitor is given the records that the window newly covers
   * @return the scan and its progress; a null cursor means that it is finished
   */
  Entry step(MessageHistory history, BooleanSupplier budget, Consumer<LogRecord> visitor) {
    Entry entry =
        entries().values().stream()
            .min(Comparator.comparingLong(e -> e.scan().revision()))
            .orElseThrow();
    ScanScope scope = entry.scan().scope();
    MessageHistory.Step step =
        history.scan(
            entry.scan().range(),
            entry.progress().cursor(),
            budget,
            record -> {
              if (scope.includes(record)) {
                visitor.accept(record);
              }
            });
    Scan.Progress progress =
        new Scan.Progress(step.cursor(), entry.progress().examined() + step.examined());
    Entry now = new Entry(entry.windowId(), entry.scan(), progress);
    if (step.cursor() == null) {
      remove(entry.windowId());
    } else {
      entries().put(entry.windowId(), now);
      cursorStore.put(StoreKeys.of(entry.windowId()), Scan.Progress.CODEC.encode(progress));
    }
    return now;
  }

  private void put(Entry entry) {
    entries().put(entry.windowId(), entry);
    scanStore.put(StoreKeys.of(entry.windowId()), Scan.CODEC.encode(entry.scan()));
    cursorStore.put(StoreKeys.of(entry.windowId()), Scan.Progress.CODEC.encode(entry.progress()));
  }

  private void remove(String windowId) {
    if (entries().remove(windowId) != null) {
      scanStore.delete(StoreKeys.of(windowId));
      cursorStore.delete(StoreKeys.of(windowId));
    }
  }

  private Map<String, Entry> entries() {
    if (entries == null) {
      Map<String, Entry> loaded = new TreeMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows = scanStore.all()) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          String id = StoreKeys.texts(row.key, 1).getFirst();
          byte[] cursor = cursorStore.get(row.key);
          Scan.Progress progress =
              cursor == null ? Scan.Progress.NONE : Scan.Progress.CODEC.decode(cursor);
          loaded.put(id, new Entry(id, Scan.CODEC.decode(row.value), progress));
        }
      }
      entries = loaded;
    }
    return entries;
  }
}
