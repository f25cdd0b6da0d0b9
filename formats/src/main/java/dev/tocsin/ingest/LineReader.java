package dev.tocsin.ingest;

import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits an input into lines, in constant memory. A line ends at LF or CR LF; a byte order mark at
 * the start is skipped. A line that is too long or not UTF-8 is rejected, and reading continues
 * with the next line.
 */
final class LineReader {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private int position;
  private int limit;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * One line.
   *
   * @param number counted from 1
   * @param text empty when the line was rejected
   * @param rejected why there is no text
   */
  record Line(long number, String text, @Nullable RejectReason rejected) {

    boolean isBlank() {
      return rejected == null && text.isBlank();
    }

    String require() throws RejectException {
      if (rejected != null) {
        throw new RejectException(rejected, null);
      }
      return text;
    }
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    line.reset();
    long length = 0;
    while (true) {
      if (position == limit && !fill()) {
        return length == 0 ? null : finish(length);
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      length += end - position;
      if (length <= Json.MAX_BYTES) {
        line.write(buffer, position, end - position);
      }
      if (end < limit) {
        position = end + 1;
        return finish(length);
      }
      position = end;
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(in.read(buffer), 0);
    return limit > 0;
  }

  private Line finish(long length) {
    number++;
    if (length > Json.MAX_BYTES) {
      return new Line(number, "", RejectReason.LINE_TOO_LONG);
    }
    try {
      return new Line(number, withoutMarks(Json.text(line.toByteArray())), null);
    } catch (RejectException e) {
      return new Line(number, "", RejectReason.INVALID_UTF8);
    }
  }

  private String withoutMarks(String text) {
    int start = number == 1 && text.startsWith("\uFEFF") ? 1 : 0;
    int end = text.endsWith("\r") ? text.length() - 1 : text.length();
    return text.substring(start, Math.max(start, end));
  }
}
