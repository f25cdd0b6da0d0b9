package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.event.MessageLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads message logs of one format from a stream, in constant memory. Whether they come one per
 * line or inside JSON documents is seen from the beginning of the input.
 */
public final class LogReader {

  private static final int LOOK_AHEAD_BYTES = 4096;

  private final LogFormat format;
  private final Feed feed;

  public LogReader(LogFormat format, Feed feed) {
    this.format = format;
    this.feed = feed;
  }

  /** Reads to the end, or until the sink has had enough. Does not close the input. */
  public void read(InputStream in, Sink<MessageLog> sink) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
    if (isDocument(buffered)) {
      new DocumentReader(item -> format.decode(item, feed)).read(buffered, sink);
    } else {
      readLines(buffered, sink);
    }
  }

  private void readLines(InputStream in, Sink<MessageLog> sink) throws IOException {
    LineReader lines = new LineReader(in);
    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      if (!sink.accept(line.number(), decode(line))) {
        return;
      }
    }
  }

  private Decoded<MessageLog> decode(LineReader.Line line) {
    try {
      return format.decode(Json.parse(line.require()), feed);
    } catch (RejectException e) {
      Decoded.Rejected<MessageLog> rejected = e.toRejected();
      return rejected.reason() == RejectReason.MALFORMED_JSON
          ? new Decoded.Rejected<>(
              format.explainMalformed(line.text()), rejected.field(), rejected.detail())
          : rejected;
    }
  }

  private boolean isDocument(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    byte[] start = in.readNBytes(LOOK_AHEAD_BYTES);
    in.reset();
    try (JsonParser parser = Json.MAPPER.createParser(start)) {
      JsonToken first = parser.nextToken();
      return first == JsonToken.START_ARRAY
          || (first == JsonToken.START_OBJECT
              && parser.nextToken() == JsonToken.FIELD_NAME
              && format.envelopeFields().contains(parser.currentName()));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
