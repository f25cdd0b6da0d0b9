package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of CSV whose values may go over several lines, as message bodies do. A quote that
 * is never closed costs the row that it stands in: after the longest row that may be, reading goes
 * on with the line behind the one that opened it.
 */
final class CsvTable {

  private final LineReader lines;

  /** Lines that were read in search of the end of a row that has none. */
  private final Deque<LineReader.Line> unread = new ArrayDeque<>();

  private final List<String> required;
  private @Nullable List<String> header;
  private boolean ended;

  /**
   * @param required columns that the header must have
   */
  CsvTable(InputStream in, List<String> required) {
    lines = new LineReader(in);
    this.required = required;
  }

  /**
   * One row.
   *
   * @param line where it begins, counted from 1
   * @param cells by name of the column; null when it was refused
   * @param refused why there are none
   * @param last whether none can follow
   */
  record Row(
      long line, @Nullable ObjectNode cells, @Nullable RejectException refused, boolean last) {}

  /**
   * The next row; null at the end. The first row of the input is the header. Without one nothing
   * can be told of the others: when it is refused, it is the last.
   */
  @Nullable Row next() throws IOException {
    LineReader.Line first = line();
    while (first != null && first.isBlank()) {
      first = line();
    }
    if (first == null || ended) {
      return null;
    }
    try {
      String row = whole(first);
      if (header == null) {
        header = header(row);
        return next();
      }
      return new Row(first.number(), CsvLine.row(header, row), null, false);
    } catch (RejectException e) {
      ended = header == null;
      return new Row(first.number(), null, e, ended);
    }
  }

  private List<String> header(String row) throws RejectException {
    List<String> names = List.of(CsvLine.cells(row));
    for (String name : required) {
      if (!names.contains(name)) {
        throw new RejectException(RejectReason.WRONG_HEADER, name, "the header has no such column");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new RejectException(RejectReason.WRONG_HEADER, null, "the header names a column twice");
    }
    return names;
  }

  /** The text of a row, of as many lines as its quotes reach. */
  private String whole(LineReader.Line first) throws IOException, RejectException {
    StringBuilder text = new StringBuilder(first.require());
    CsvLine.Quotes quotes = new CsvLine.Quotes().follow(first.text());
    Deque<LineReader.Line> more = new ArrayDeque<>();
    while (quotes.areOpen()) {
      LineReader.Line next = text.length() > Json.MAX_BYTES ? null : line();
      if (next == null || next.refused() != null) {
        if (next != null) {
          more.add(next);
        }
        more.descendingIterator().forEachRemaining(unread::addFirst);
        throw new RejectException(RejectReason.MALFORMED_CSV, null, "a quote is never closed");
      }
      more.add(next);
      text.append('\n').append(next.text());
      quotes.follow(next.text());
    }
    return text.toString();
  }

  private LineReader.@Nullable Line line() throws IOException {
    LineReader.Line again = unread.poll();
    return again == null ? lines.next() : again;
  }
}
