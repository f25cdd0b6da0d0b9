package dev.tocsin.ingest;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.format.ApiResponse;
import dev.tocsin.ingest.format.DocumentDecoder;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.LogDecoder;
import dev.tocsin.ingest.format.LogFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * Reads message logs of one format from a stream, in constant memory. The beginning of a JSON input
 * shows whether it has one object a line or documents.
 */
public final class LogReader {

  private final LogFormat format;
  private final Feed feed;

  public LogReader(LogFormat format, Feed feed) {
    this.format = format;
    this.feed = feed;
  }

  /** Reads to the end, or until the sink stops the reading. Does not close the input. */
  public void read(InputStream in, Sink<MessageLog> sink) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
    LogDecoder unbounded = format.decoder(feed);
    LogDecoder decoder = item -> unbounded.decode(item).stream().map(Bounds::check).toList();
    if (format.layout() == LogFormat.Layout.CSV) {
      readRows(buffered, decoder, sink);
    } else if (InputSniffer.isDocument(buffered, new ApiResponse(format))) {
      new DocumentReader(decoder, format).read(buffered, sink);
    } else {
      readLines(buffered, new DocumentDecoder(format, decoder), sink);
    }
  }

  private void readRows(InputStream in, LogDecoder decoder, Sink<MessageLog> sink)
      throws IOException {
    CsvTable table =
        new CsvTable(
            in,
            format.requiredColumns(),
            cells -> decoder.decode(cells).stream().noneMatch(Decoded.Rejected.class::isInstance));
    for (CsvTable.Row row = table.next(); row != null; row = table.next()) {
      List<Decoded<MessageLog>> outcomes =
          row.cells() == null ? List.of(rejection(row)) : decoder.decode(row.cells());
      if (!sink.acceptAll(row.line(), outcomes)) {
        return;
      }
    }
  }

  private static Decoded.Rejected<MessageLog> rejection(CsvTable.Row row) {
    Decoded.Rejected<MessageLog> rejected = Objects.requireNonNull(row.rejected()).toRejected();
    return row.last() ? rejected.asLast() : rejected;
  }

  private void readLines(InputStream in, LogDecoder decoder, Sink<MessageLog> sink)
      throws IOException {
    LineReader lines = new LineReader(in);
    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank() && !sink.acceptAll(line.number(), decode(line, decoder))) {
        return;
      }
    }
  }

  private List<Decoded<MessageLog>> decode(LineReader.Line line, LogDecoder decoder) {
    try {
      return decoder.decode(Json.parse(format.withoutPrefix(line.require())));
    } catch (RejectException e) {
      Decoded.Rejected<MessageLog> rejected = e.toRejected();
      return rejected.reason() == RejectReason.MALFORMED_JSON
          ? decodeSeveral(line.text(), rejected, decoder)
          : List.of(rejected);
    }
  }

  /** A malformed line may be several documents: Amazon's Firehose writes no line breaks. */
  private List<Decoded<MessageLog>> decodeSeveral(
      String line, Decoded.Rejected<MessageLog> rejected, LogDecoder decoder) {
    List<Decoded<MessageLog>> outcomes =
        Json.parseSeveral(format.withoutPrefix(line)).stream()
            .flatMap(document -> decoder.decode(document).stream())
            .toList();
    return outcomes.isEmpty()
        ? List.of(
            new Decoded.Rejected<>(
                format.explainMalformed(line), rejected.field(), rejected.detail()))
        : outcomes;
  }
}
