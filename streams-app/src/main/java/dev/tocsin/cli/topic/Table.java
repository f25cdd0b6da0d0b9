package dev.tocsin.cli.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The latest record per key of a compacted topic, in order of the keys. */
public final class Table<V> {

  private final SortedMap<String, Row<V>> rows = new TreeMap<>();
  private long unreadable;
  private @Nullable String firstProblem;

  void put(Row<V> row) {
    rows.put(row.key(), row);
  }

  void unreadable(String problem) {
    unreadable++;
    if (firstProblem == null) {
      firstProblem = problem;
    }
  }

  /** The value that stands for a key. */
  public Optional<V> value(String key) {
    return Optional.ofNullable(rows.get(key)).map(Row::value);
  }

  /** Keys with a value, in order. */
  public List<String> keys() {
    return rows.values().stream().filter(row -> row.value() != null).map(Row::key).toList();
  }

  /** The rows with a value, in order of their keys. */
  public Collection<Row<V>> standing() {
    return rows.values().stream().filter(row -> row.value() != null).toList();
  }

  /** All rows, tombstones too as far as compaction left them, in order of their keys. */
  public Collection<Row<V>> all() {
    return List.copyOf(rows.values());
  }

  /** The values that stand, in order of their keys. */
  public List<V> values() {
    List<V> values = new ArrayList<>();
    for (Row<V> row : rows.values()) {
      V value = row.value();
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** What to tell the user about records that cannot be read. */
  public Optional<String> warning(String topic) {
    return unreadable == 0
        ? Optional.empty()
        : Optional.of(
            unreadable
                + (unreadable == 1 ? " record" : " records")
                + " of topic '"
                + topic
                + "' cannot be read and not shown; the first: "
                + firstProblem);
  }
}
