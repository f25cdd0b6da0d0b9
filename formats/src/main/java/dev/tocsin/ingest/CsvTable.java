package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of CSV whose values may go over several lines, as message bodies do. A quote that
 * is never closed costs the row that it stands in, and no other: whenever a row of several lines is
 * refused, reading goes on with the line behind its first.
 *
 * <p>The next quote, however far away, closes such a one in form, and everything between would be
 * one value. So a row is refused as well when one of its further lines is a record by itself. A
 * body might have such a line, but has to have as many commas as the table, a time in the place of
 * the time and so on; the quote that somebody forgot is by far the likelier, and a refusal is told
 * while a row inside another's body is not.
 */
final class CsvTable {

  private final LineReader lines;
  private final Predicate<ObjectNode> isRecord;

  /** Lines that were read in search of the end of a row that has none. */
  private final Deque<LineReader.Line> unread = new ArrayDeque<>();

  private final List<String> required;
  private @Nullable List<String> header;
  private boolean ended;

  /**
   * @param required columns that the header must have
   * @param isRecord whether the cells of a row, by name of the column, are those of a record
   */
  CsvTable(InputStream in, List<String> required, Predicate<ObjectNode> isRecord) {
    lines = new LineReader(in);
    this.required = required;
    this.isRecord = isRecord;
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
    List<LineReader.Line> more = new ArrayList<>();
    try {
      String row = whole(first, more);
      if (header == null) {
        header = header(row);
        return next();
      }
      ObjectNode cells = CsvLine.row(header, row);
      if (more.stream().anyMatch(line -> cells(line.text()) != null) && !isRecord.test(cells)) {
        // It is refused for what it says, as may be what looks like rows in it: all are to be told.
        readAgain(more);
      }
      return new Row(first.number(), cells, null, false);
    } catch (RejectException e) {
      ended = header == null;
      readAgain(more);
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

  /**
   * The text of a row, of as many lines as its quotes reach.
   *
   * @param more takes the lines behind the first that were read
   */
  private String whole(LineReader.Line first, List<LineReader.Line> more)
      throws IOException, RejectException {
    StringBuilder text = new StringBuilder(first.require());
    CsvLine.Quotes quotes = new CsvLine.Quotes().follow(first.text());
    while (quotes.areOpen()) {
      LineReader.Line next = text.length() > Json.MAX_BYTES ? null : line();
      if (next != null) {
        more.add(next);
      }
      if (next == null || next.refused() != null) {
        throw new RejectException(RejectReason.MALFORMED_CSV, null, "a quote is never closed");
      }
      text.append('\n').append(next.text());
      quotes.follow(next.text());
      if (isRecord(next.text())
          || (!quotes.areOpen() && isRecord(next.text().replaceFirst("\"", "")))) {
        throw new RejectException(
            RejectReason.MALFORMED_CSV, null, "a quote is open, and a row of its own follows");
      }
    }
    return text.toString();
  }

  private boolean isRecord(String line) {
    ObjectNode cells = cells(line);
    return cells != null && isRecord.test(cells);
  }

  /** The cells of a line that is a row by itself; null when it is none. */
  private @Nullable ObjectNode cells(String line) {
    if (header == null || line.chars().filter(c -> c == ',').count() < header.size() - 1) {
      return null;
    }
    try {
      return CsvLine.row(header, line);
    } catch (RejectException e) {
      return null;
    }
  }

  private void readAgain(List<LineReader.Line> more) {
    more.reversed().forEach(unread::addFirst);
  }

  private LineReader.@Nullable Line line() throws IOException {
    LineReader.Line again = unread.poll();
    return again == null ? lines.next() : again;
  }
}
