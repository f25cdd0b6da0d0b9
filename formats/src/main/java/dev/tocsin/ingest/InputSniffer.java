package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.format.ApiResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Detects whether a JSON input has one object a line, or documents that may span lines. */
final class InputSniffer {

  /** Longer than a line may be, so that a whole line fits. */
  private static final int LOOK_AHEAD_BYTES = Json.MAX_BYTES + 1024;

  private InputSniffer() {}

  /**
   * Inspects the first document without consuming it. It reads no further, so that lines that
   * arrive slowly are read as they arrive.
   *
   * @param response recognizes API responses, which are documents on one line too; null when the
   *     input has none
   * @return whether the first document is a list, an API response, an object over several lines, or
   *     an object that another one follows on the same line
   */
  static boolean isDocument(BufferedInputStream in, @Nullable ApiResponse response)
      throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    try {
      return look(new Ahead(in), response);
    } catch (CharConversionException e) {
      // Not UTF-8; the reader rejects it.
      return false;
    } finally {
      in.reset();
    }
  }

  private static boolean look(Ahead ahead, @Nullable ApiResponse response) throws IOException {
    boolean record = response == null;
    try (JsonParser parser = Json.MAPPER.createParser(ahead)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return first == JsonToken.START_ARRAY;
      }
      int line = parser.currentTokenLocation().getLineNr();
      try {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (!record && response != null) {
            switch (response.field(parser.currentName())) {
              case RESPONSE -> {
                return true;
              }
              case RECORD -> record = true;
              case UNDECIDED -> {}
            }
          }
          parser.nextToken();
          parser.skipChildren();
        }
        return (!record && response != null && response.isCompleteResponse())
            || parser.currentLocation().getLineNr() > line
            || ahead.goesOn(parser);
      } catch (JsonProcessingException e) {
        // Malformed, or longer than the look-ahead.
        return (!record && response != null && response.hasBegun())
            || (parser.currentLocation().getLineNr() > line && !ahead.hasObjectOnNextLine());
      }
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The input as far as the mark reaches, with a copy of the bytes read. */
  private static final class Ahead extends FilterInputStream {

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Ahead(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int most = Math.min(length, LOOK_AHEAD_BYTES - seen.size());
      int bytes = most == 0 ? -1 : readToDamage(target, offset, most);
      if (bytes > 0) {
        seen.write(target, offset, bytes);
      }
      return bytes;
    }

    /**
     * A damaged input ends here where the damage begins. The reader reports the damage, after the
     * records before it.
     */
    private int readToDamage(byte[] target, int offset, int length) {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public void close() {
      // The reader still needs the input.
    }

    /** Whether more text follows the document on its last line. */
    boolean goesOn(JsonParser parser) throws IOException {
      ByteArrayOutputStream buffered = new ByteArrayOutputStream();
      parser.releaseBuffered(buffered);
      for (byte next : buffered.toByteArray()) {
        if (!isBlank(next)) {
          return next != '\n';
        }
      }
      int next = read();
      while (next >= 0 && isBlank(next)) {
        next = read();
      }
      return next >= 0 && next != '\n';
    }

    private static boolean isBlank(int character) {
      return character == ' ' || character == '\t' || character == '\r';
    }

    /** Whether the second line starts an object: the first line is then a truncated record. */
    boolean hasObjectOnNextLine() {
      return seen.toString(StandardCharsets.UTF_8)
          .strip()
          .lines()
          .skip(1)
          .findFirst()
          .filter(next -> next.stripLeading().startsWith("{"))
          .isPresent();
    }
  }
}
