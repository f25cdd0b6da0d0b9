package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ingest.decode.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from a document of any length in bounded memory: a record that is longer than a
 * line may be is skipped.
 */
final class BoundedParser extends JsonParserDelegate {

  private long left;
  private boolean building;

  BoundedParser(JsonParser delegate) {
    super(delegate);
  }

  /** Starts a record. */
  void begin() {
    left = Json.MAX_BYTES;
  }

  /** Whether the record exceeds the limit. */
  boolean isExceeded() {
    return left < 0;
  }

  /**
   * Reads the current value as part of the record; null when the record is too long. The parser is
   * at the end of the value afterwards.
   */
  @Nullable JsonNode value() throws IOException {
    JsonToken token = currentToken();
    boolean nested = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    int outer = getParsingContext().getNestingDepth() - (nested ? 1 : 0);
    building = true;
    try {
      count(token);
      return Json.MAPPER.readTree(this);
    } catch (StreamConstraintsException e) {
      if (!isExceeded()) {
        throw e;
      }
      building = false;
      while (getParsingContext().getNestingDepth() > outer && nextToken() != null) {
        // Skips the rest of the value.
      }
      return null;
    } finally {
      building = false;
    }
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (building) {
      count(token);
    }
    return token;
  }

  private void count(@Nullable JsonToken token) throws IOException {
    boolean text = token == JsonToken.FIELD_NAME || (token != null && token.isScalarValue());
    left -= 1 + (text ? getTextLength() : 0);
    if (left < 0) {
      throw new StreamConstraintsException("too long");
    }
  }
}
