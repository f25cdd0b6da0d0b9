package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.format.ApiResponse;
import dev.tocsin.ingest.format.LogDecoder;
import dev.tocsin.ingest.format.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * Reads records from consecutive JSON documents: single records, lists of records, or API responses
 * with a list in a field that the format names. Lists may be of any length. A syntax error ends the
 * reading, because what follows it cannot be interpreted reliably; so does a first document that is
 * of another format.
 */
final class DocumentReader {

  private final LogDecoder decoder;
  private final LogFormat format;
  private boolean first = true;

  DocumentReader(LogDecoder decoder, LogFormat format) {
    this.decoder = decoder;
    this.format = format;
  }

  void read(InputStream in, Sink<MessageLog> sink) throws IOException {
    try (BoundedParser parser = new BoundedParser(Json.MAPPER.createParser(reader(in)))) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        boolean more = true;
        while (more && parser.nextToken() != null) {
          more = document(parser, sink);
          first = false;
        }
      } catch (JsonProcessingException e) {
        sink.accept(line(parser), broken(e));
      } catch (CharacterCodingException e) {
        sink.accept(line(parser), notUtf8());
      }
    } catch (CharacterCodingException e) {
      // Detecting a byte order mark already decodes the first characters.
      sink.accept(1, notUtf8());
    }
  }

  private static Decoded.Rejected<MessageLog> broken(JsonProcessingException e) {
    Decoded.Rejected<MessageLog> rejected = Json.reject(e).toRejected();
    return new Decoded.Rejected<>(
        rejected.reason() == RejectReason.MALFORMED_JSON
            ? RejectReason.BROKEN_DOCUMENT
            : rejected.reason(),
        rejected.field(),
        rejected.detail(),
        true);
  }

  private static Decoded.Rejected<MessageLog> notUtf8() {
    return new Decoded.Rejected<MessageLog>(RejectReason.INVALID_UTF8).asLast();
  }

  private boolean document(BoundedParser parser, Sink<MessageLog> sink) throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> items(parser, sink);
      case START_OBJECT -> object(parser, sink);
      default -> sink.accept(line(parser), new Decoded.Rejected<>(RejectReason.NOT_AN_OBJECT));
    };
  }

  /** Reads an object as a record until its fields show that it is an API response. */
  private boolean object(BoundedParser parser, Sink<MessageLog> sink) throws IOException {
    long start = line(parser);
    ApiResponse response = new ApiResponse(format);
    ApiResponse.Kind kind = ApiResponse.Kind.UNDECIDED;
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    parser.begin();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (kind == ApiResponse.Kind.UNDECIDED) {
        kind = response.field(name);
      }
      if (kind == ApiResponse.Kind.RESPONSE) {
        return end(fields(parser, sink, before(record)), start, sink);
      }
      parser.nextToken();
      JsonNode value = parser.value();
      if (value != null) {
        record.set(name, value);
      }
    }
    if (kind == ApiResponse.Kind.UNDECIDED && response.isCompleteResponse()) {
      return end(before(record), start, sink);
    }
    return record(
        parser.isExceeded()
            ? List.of(new Decoded.Rejected<>(RejectReason.LINE_TOO_LONG))
            : decoder.decode(record),
        start,
        line(parser),
        sink);
  }

  private static Outcome before(ObjectNode fields) {
    return ApiResponse.isFailure(fields.path(ApiResponse.STATUS))
        ? Outcome.FAILED
        : Outcome.NOTHING;
  }

  private boolean record(
      List<Decoded<MessageLog>> outcomes, long start, long end, Sink<MessageLog> sink) {
    if (first
        && end > start
        && outcomes.getFirst() instanceof Decoded.Rejected<MessageLog> rejected
        && (rejected.reason() == RejectReason.MISSING_FIELD
            || rejected.reason() == RejectReason.LINE_TOO_LONG)) {
      String why = rejected.field() == null ? "" : " " + rejected.field();
      sink.accept(
          start,
          new Decoded.Rejected<>(
              RejectReason.OTHER_DOCUMENT,
              null,
              "as " + format.id() + ": " + rejected.reason() + why,
              true));
      return false;
    }
    return sink.acceptAll(start, outcomes);
  }

  private enum Outcome {
    READ,
    STOPPED,
    FAILED,
    NOTHING
  }

  private static boolean end(Outcome outcome, long start, Sink<MessageLog> sink) {
    return switch (outcome) {
      case STOPPED -> false;
      case READ -> true;
      case FAILED ->
          sink.accept(
              start, new Decoded.Rejected<>(RejectReason.API_ERROR, ApiResponse.STATUS, null));
      case NOTHING -> sink.accept(start, new Decoded.Rejected<>(RejectReason.NO_ITEMS));
    };
  }

  /** Reads the fields of a response, starting with the current one. */
  private Outcome fields(BoundedParser parser, Sink<MessageLog> sink, Outcome before)
      throws IOException {
    Outcome outcome = before;
    for (JsonToken at = parser.currentToken();
        at == JsonToken.FIELD_NAME;
        at = parser.nextToken()) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean wraps = outcome != Outcome.FAILED && format.listFields().contains(name);
      if (wraps && value == JsonToken.START_ARRAY) {
        outcome = items(parser, sink) ? Outcome.READ : Outcome.STOPPED;
      } else if (wraps && value == JsonToken.START_OBJECT) {
        parser.nextToken();
        outcome = fields(parser, sink, Outcome.NOTHING);
      } else if (name.equals(ApiResponse.STATUS) && value == JsonToken.VALUE_STRING) {
        outcome =
            ApiResponse.isFailure(TextNode.valueOf(parser.getText())) ? Outcome.FAILED : outcome;
      } else {
        parser.skipChildren();
      }
      if (outcome == Outcome.STOPPED) {
        return outcome;
      }
    }
    return outcome;
  }

  private boolean items(BoundedParser parser, Sink<MessageLog> sink) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long line = line(parser);
      parser.begin();
      JsonNode item = parser.value();
      List<Decoded<MessageLog>> outcomes =
          item == null
              ? List.of(new Decoded.Rejected<>(RejectReason.LINE_TOO_LONG))
              : decoder.decode(item);
      if (!sink.acceptAll(line, outcomes)) {
        return false;
      }
    }
    return true;
  }

  private static long line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static Reader reader(InputStream in) throws IOException {
    PushbackReader reader = new PushbackReader(new InputStreamReader(in, Json.strictUtf8()));
    int first = reader.read();
    if (first >= 0 && first != '\uFEFF') {
      reader.unread(first);
    }
    return reader;
  }
}
