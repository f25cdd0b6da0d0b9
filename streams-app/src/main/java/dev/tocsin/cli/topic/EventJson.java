package dev.tocsin.cli.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Shows a contract's record with the field names of its schema, ready to be printed as JSON. */
public final class EventJson {

  private EventJson() {}

  /** The record as a map in the order of its schema; times stay instants. */
  public static Map<String, @Nullable Object> of(SpecificRecord event) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Schema.Field field : event.getSchema().getFields()) {
      json.put(field.name(), value(event.get(field.pos())));
    }
    return json;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case SpecificRecord nested -> of(nested);
      case List<?> list -> list.stream().map(EventJson::value).toList();
      case null, default -> value;
    };
  }
}
