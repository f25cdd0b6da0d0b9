package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.format.AnswerShape;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.LogDecoder;
import dev.tocsin.ingest.format.LogFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * Reads message logs of one format from a stream, in constant memory. Whether JSON comes one object
 * a line or inside documents is seen from the beginning of the input.
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
    LogDecoder decoder = format.decoder(feed);
    if (format.layout() == LogFormat.Layout.CSV) {
      readRows(buffered, decoder, sink);
    } else if (isDocument(buffered)) {
      new DocumentReader(decoder, format.listFields()).read(buffered, sink);
    } else {
      readLines(buffered, decoder, sink);
    }
  }

  private void readRows(InputStream in, LogDecoder decoder, Sink<MessageLog> sink)
      throws IOException {
    CsvTable table = new CsvTable(in, format.requiredColumns());
    for (CsvTable.Row row = table.next(); row != null; row = table.next()) {
      List<Decoded<MessageLog>> verdicts =
          row.cells() == null ? List.of(refusal(row)) : decoder.decode(row.cells());
      if (!accept(sink, row.line(), verdicts)) {
        return;
      }
    }
  }

  private static Decoded.Rejected<MessageLog> refusal(CsvTable.Row row) {
    Decoded.Rejected<MessageLog> refused = Objects.requireNonNull(row.refused()).toRejected();
    return row.last() ? refused.asLast() : refused;
  }

  private void readLines(InputStream in, LogDecoder decoder, Sink<MessageLog> sink)
      throws IOException {
    LineReader lines = new LineReader(in);
    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank() && !accept(sink, line.number(), decode(line, decoder))) {
        return;
      }
    }
  }

  private static boolean accept(
      Sink<MessageLog> sink, long line, List<Decoded<MessageLog>> verdicts) {
    for (Decoded<MessageLog> verdict : verdicts) {
      if (!sink.accept(line, verdict)) {
        return false;
      }
    }
    return true;
  }

  private List<Decoded<MessageLog>> decode(LineReader.Line line, LogDecoder decoder) {
    try {
      return decoder.decode(Json.parse(line.require()));
    } catch (RejectException e) {
      Decoded.Rejected<MessageLog> rejected = e.toRejected();
      return List.of(
          rejected.reason() == RejectReason.MALFORMED_JSON
              ? new Decoded.Rejected<>(
                  format.explainMalformed(line.text()), rejected.field(), rejected.detail())
              : rejected);
    }
  }

  private boolean isDocument(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    byte[] start = in.readNBytes(LOOK_AHEAD_BYTES);
    in.reset();
    AnswerShape shape = new AnswerShape(format);
    try (JsonParser parser = Json.MAPPER.createParser(start)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return first == JsonToken.START_ARRAY;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        AnswerShape.Verdict verdict = shape.field(parser.currentName());
        if (verdict != AnswerShape.Verdict.OPEN) {
          return verdict == AnswerShape.Verdict.ANSWER;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return shape.isAnswerAtEnd();
    } catch (JsonProcessingException e) {
      // The beginning ends in the middle of something.
      return shape.hasBegun();
    }
  }
}
