package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.format.LogDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Set;

/**
 * Reads items out of JSON documents: an array of items, or answers of an API that hold one in a
 * field that the format names. Documents may follow each other. A syntax error ends the reading,
 * because nothing after it can be trusted to be what it looks like.
 */
final class DocumentReader {

  private final LogDecoder decoder;
  private final Set<String> lists;

  /**
   * @param lists fields that hold the list of items, or the object that has it
   */
  DocumentReader(LogDecoder decoder, Set<String> lists) {
    this.decoder = decoder;
    this.lists = lists;
  }

  void read(InputStream in, Sink<MessageLog> sink) throws IOException {
    try (JsonParser parser = Json.MAPPER.createParser(reader(in))) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        boolean more = true;
        while (more && parser.nextToken() != null) {
          more = document(parser, sink);
        }
      } catch (JsonProcessingException e) {
        sink.accept(line(parser), Json.reject(e).toRejected());
      } catch (CharacterCodingException e) {
        sink.accept(line(parser), new Decoded.Rejected<>(RejectReason.INVALID_UTF8));
      }
    } catch (CharacterCodingException e) {
      // The look for a byte order mark already decodes the beginning.
      sink.accept(1, new Decoded.Rejected<>(RejectReason.INVALID_UTF8));
    }
  }

  private boolean document(JsonParser parser, Sink<MessageLog> sink) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return items(parser, sink);
    }
    long start = line(parser);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return sink.accept(start, new Decoded.Rejected<>(RejectReason.NOT_AN_OBJECT));
    }
    Outcome outcome = object(parser, sink);
    return switch (outcome) {
      case STOPPED -> false;
      case READ -> true;
      case FAILED -> sink.accept(start, new Decoded.Rejected<>(RejectReason.API_ERROR));
      case NOTHING -> sink.accept(start, new Decoded.Rejected<>(RejectReason.NO_ITEMS));
    };
  }

  private enum Outcome {
    READ,
    STOPPED,
    FAILED,
    NOTHING
  }

  private Outcome object(JsonParser parser, Sink<MessageLog> sink) throws IOException {
    Outcome outcome = Outcome.NOTHING;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean wraps = lists.contains(name);
      if (wraps && value == JsonToken.START_ARRAY) {
        outcome = items(parser, sink) ? Outcome.READ : Outcome.STOPPED;
      } else if (wraps && value == JsonToken.START_OBJECT) {
        outcome = object(parser, sink);
      } else if (name.equals("stat") && value == JsonToken.VALUE_STRING) {
        outcome = parser.getText().equals("OK") ? outcome : Outcome.FAILED;
      } else {
        parser.skipChildren();
      }
      if (outcome == Outcome.STOPPED) {
        return outcome;
      }
    }
    return outcome;
  }

  private boolean items(JsonParser parser, Sink<MessageLog> sink) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long line = line(parser);
      JsonNode item = parser.readValueAsTree();
      for (Decoded<MessageLog> verdict : decoder.decode(item)) {
        if (!sink.accept(line, verdict)) {
          return false;
        }
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
