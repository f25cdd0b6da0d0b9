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
 * JSON that is written as it was read, but for its blanks: a number keeps its digits, whatever its
 * size, and half a character stays what it was.
 */
final class ExactJson {

  /** A number is copied and not computed with, so that its length costs nothing. */
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

  /** Of surrogates those that are no pair: an expression sees a pair as one character. */
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  private ExactJson() {}

  /**
   * One document.
   *
   * @throws RejectException when it is none, or breaks the rules of {@link Json}
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
      throw new IllegalStateException("text has no input and output", e);
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
      return HALF_CHARACTER
          .matcher(Json.MAPPER.writeValueAsString(node))
          .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read cannot be written", e);
    }
  }
}
