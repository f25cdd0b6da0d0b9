package dev.tocsin.ingest.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads and writes JSON without changing anything but whitespace: a number keeps its digits,
 * whatever its size, and an unpaired surrogate is preserved.
 */
final class ExactJson {

  /** Numbers are copied and never parsed, so they may have any length. */
  private static final JsonFactory FACTORY =
      Json.MAPPER
          .getFactory()
          .copy()
          .setStreamReadConstraints(
              Json.MAPPER
                  .getFactory()
                  .streamReadConstraints()
                  .rebuild()
                  .maxNumberLength(Json.MAX_BYTES)
                  .build());

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** An unpaired surrogate; a regular expression sees a pair as one character. */
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

  private ExactJson() {}

  /**
   * Reads one document.
   *
   * @throws RejectException when the text is not one document that {@link Json} accepts
   */
  static JsonNode read(String text) throws RejectException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      JsonNode node = node(parser);
      if (parser.nextToken() != null) {
        throw new RejectException(RejectReason.MALFORMED_JSON, null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw Json.reject(e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a string cannot fail with an I/O error", e);
    }
  }

  private static JsonNode node(JsonParser parser) throws IOException, RejectException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, node(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(node(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          NODES.rawValueNode(new RawValue(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> NODES.nullNode();
      case null, default -> throw new RejectException(RejectReason.MALFORMED_JSON, null);
    };
  }

  static String write(JsonNode node) {
    try {
      return UNPAIRED_SURROGATE
          .matcher(Json.MAPPER.writeValueAsString(node))
          .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parsed document cannot be written", e);
    }
  }
}
