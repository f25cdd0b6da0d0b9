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
 * Reads records out of a document of any length, each only as long as a line may be, so that none
 * can take all memory; one that is longer is passed over.
 */
final class BoundedParser extends JsonParserDelegate {

  private long left;
  private boolean building;

  BoundedParser(JsonParser delegate) {
    super(delegate);
  }

  /** A record begins. */
  void begin() {
    left = Json.MAX_BYTES;
  }

  /** Whether the record is longer than it may be. */
  boolean isExceeded() {
    return left < 0;
  }

  /**
   * The present value as part of the record; null when that is too long, and the parser is at its
   * end.
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
        // It is passed over.
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
