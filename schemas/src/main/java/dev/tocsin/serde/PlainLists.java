package dev.tocsin.serde;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericArray;
import org.apache.avro.generic.IndexedRecord;

/**
 * Replaces Avro's lists with plain ones. Avro's lists compare elements by their schema without
 * logical types: {@code equals} of a decoded record with a list of records with an optional time
 * would throw.
 */
final class PlainLists {

  private PlainLists() {}

  /** Whether records of this non-recursive schema can have a list. */
  static boolean needed(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> true;
      case RECORD -> schema.getFields().stream().anyMatch(field -> needed(field.schema()));
      case UNION -> schema.getTypes().stream().anyMatch(PlainLists::needed);
      case MAP -> needed(schema.getValueType());
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
    };
  }

  /** Replaces the lists of a decoded record, in place. */
  static void replace(IndexedRecord record) {
    int fields = record.getSchema().getFields().size();
    for (int i = 0; i < fields; i++) {
      Object value = record.get(i);
      if (value instanceof GenericArray<?> array) {
        record.put(i, plain(array));
      } else {
        descend(value);
      }
    }
  }

  private static List<Object> plain(GenericArray<?> array) {
    List<Object> list = new ArrayList<>(array.size());
    for (Object item : array) {
      if (item instanceof GenericArray<?> inner) {
        list.add(plain(inner));
      } else {
        descend(item);
        list.add(item);
      }
    }
    return list;
  }

  @SuppressWarnings("unchecked") // Avro's reader creates maps from strings to values.
  private static void descend(Object value) {
    if (value instanceof IndexedRecord record) {
      replace(record);
    } else if (value instanceof Map<?, ?> map) {
      ((Map<Object, Object>) map)
          .replaceAll((key, v) -> v instanceof GenericArray<?> array ? plain(array) : v);
      map.values().forEach(PlainLists::descend);
    }
  }
}
