package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.format.AnswerShape;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How an input of JSON begins: with one object a line, or with documents that know no lines. */
final class InputSniffer {

  /** Longer than a line may be, so that a whole one can be seen. */
  private static final int LOOK_AHEAD_BYTES = Json.MAX_BYTES + 1024;

  private InputSniffer() {}

  /**
   * Looks at the first document without reading it. It takes no more of the input than that, so
   * that lines that come slowly are read as they come.
   *
   * @param shape tells answers, which are documents however they are written; null when there are
   *     none
   * @return whether it is a list, an answer, or an object that goes over several lines or has
   *     another one behind it
   */
  static boolean isDocument(BufferedInputStream in, @Nullable AnswerShape shape)
      throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    try {
      return look(new Ahead(in), shape);
    } catch (CharConversionException e) {
      // No UTF-8, as the reader will say.
      return false;
    } finally {
      in.reset();
    }
  }

  private static boolean look(Ahead ahead, @Nullable AnswerShape shape) throws IOException {
    boolean record = shape == null;
    try (JsonParser parser = Json.MAPPER.createParser(ahead)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return first == JsonToken.START_ARRAY;
      }
      int line = parser.currentTokenLocation().getLineNr();
      try {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (!record && shape != null) {
            switch (shape.field(parser.currentName())) {
              case ANSWER -> {
                return true;
              }
              case RECORD -> record = true;
              case OPEN -> {}
            }
          }
          parser.nextToken();
          parser.skipChildren();
        }
        return (!record && shape != null && shape.isAnswerAtEnd())
            || parser.currentLocation().getLineNr() > line
            || ahead.goesOn(parser);
      } catch (JsonProcessingException e) {
        // Broken, or longer than can be seen.
        return (!record && shape != null && shape.hasBegun())
            || (parser.currentLocation().getLineNr() > line && !ahead.hasObjectOnNextLine());
      }
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The input up to where it can be put back, and what was seen of it. */
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
     * A damaged input ends here where the damage begins. The reader meets it again, when it has
     * read what stands before it.
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
      // The input is read on.
    }

    /** Whether something stands behind the document on the line where it ends. */
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

    /** Whether the first line was meant to be one of many, and is only not whole. */
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
