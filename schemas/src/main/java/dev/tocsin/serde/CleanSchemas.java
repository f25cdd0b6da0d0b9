package dev.tocsin.serde;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Removes what the Java code generator adds to the schemas of the contracts. */
final class CleanSchemas {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String JAVA_STRING = "avro.java.string";

  private CleanSchemas() {}

  /** The same schema without {@code avro.java.string}. */
  static Schema withoutJavaProperties(Schema schema) {
    String text = schema.toString();
    return text.contains(JAVA_STRING) ? new Schema.Parser().parse(json(schema).toString()) : schema;
  }

  /** The self-contained JSON of a schema, without {@code avro.java.string}. */
  static JsonNode json(Schema schema) {
    try {
      return clean(JSON.readTree(schema.toString()));
    } catch (JacksonException e) {
      throw new IllegalStateException("Avro printed a schema as invalid JSON.", e);
    }
  }

  private static JsonNode clean(JsonNode node) {
    switch (node) {
      case ObjectNode object -> {
        boolean marked = object.remove(JAVA_STRING) != null;
        if (marked && object.size() == 1) {
          return object.get("type");
        }
        object.propertyStream().toList().forEach(e -> object.set(e.getKey(), clean(e.getValue())));
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, clean(array.get(i)));
        }
      }
      default -> {
        // Leaves have no properties.
      }
    }
    return node;
  }
}
