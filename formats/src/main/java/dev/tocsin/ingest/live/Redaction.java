package dev.tocsin.ingest.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.format.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes message content from a record, at every depth, and from JSON inside a text. */
final class Redaction {

  private final LogFormat format;

  Redaction(LogFormat format) {
    this.format = format;
  }

  /**
   * The document without content; the same bytes when it has none.
   *
   * @throws RejectException when it cannot be read
   */
  byte[] of(byte[] value) throws RejectException {
    if (value.length > Json.MAX_BYTES) {
      return value;
    }
    String text = Json.text(value);
    JsonNode document = ExactJson.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return strip(document, true)
        ? ExactJson.write(document).getBytes(StandardCharsets.UTF_8)
        : value;
  }

  /**
   * Removes content.
   *
   * @param record whether the format may wrap a record as text here
   * @return whether anything was removed
   */
  private boolean strip(JsonNode node, boolean record) {
    boolean stripped = false;
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
      while (fields.hasNext()) {
        stripped |= field(fields.next(), fields, record);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        String text = stripText(array.get(i));
        if (text != null) {
          array.set(i, TextNode.valueOf(text));
        }
        stripped |= text != null || strip(array.get(i), record);
      }
    }
    return stripped;
  }

  private boolean field(Map.Entry<String, JsonNode> field, Iterator<?> removable, boolean record) {
    String name = field.getKey();
    boolean wraps =
        record && format.wrappingFields().contains(name) && holdsObject(field.getValue());
    if (Fields.isContent(name) && !wraps) {
      removable.remove();
      return true;
    }
    String text = stripText(field.getValue());
    if (text != null) {
      field.setValue(TextNode.valueOf(text));
      return true;
    }
    return strip(field.getValue(), record && format.wrappingLists().contains(name));
  }

  private static boolean holdsObject(JsonNode value) {
    JsonNode document = document(value);
    return document != null && document.isObject();
  }

  /** A text without the content of the JSON in it; null when nothing was removed. */
  private @Nullable String stripText(JsonNode value) {
    JsonNode document = document(value);
    return document != null && strip(document, false) ? ExactJson.write(document) : null;
  }

  /** The object or list that a text holds as JSON; null when it holds none. */
  private static @Nullable JsonNode document(JsonNode value) {
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      return ExactJson.read(text);
    } catch (RejectException e) {
      return null;
    }
  }
}
