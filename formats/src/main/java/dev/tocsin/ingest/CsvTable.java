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
 * Reads a CSV table whose values may span several lines, as message bodies do. An unclosed quote
 * affects its own row only: after rejecting a row of several lines, the reader continues with the
 * line after its first.
 *
 * <p>The next quote, however far away, would formally close an unclosed one, and everything between
 * would become one value. So a row is also rejected when one of its further lines is a record by
 * itself. A message body could contain such a line, but it would need as many commas as the table,
 * a time in the time column and so on. A forgotten quote is far more likely, and a rejected row is
 * reported, while a row hidden in another row's body would not be.
 */
final class CsvTable {

  private final LineReader lines;
  private final Predicate<ObjectNode> isRecord;

  /** Lines to read again, because they turned out not to belong to the row before. */
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
   * @param cells by name of the column; null when the row was rejected
   * @param rejected why there are none
   * @param last whether the table cannot be read further
   */
  record Row(
      long line, @Nullable ObjectNode cells, @Nullable RejectException rejected, boolean last) {}

  /**
   * The next row; null at the end. The first row of the input is the header. The other rows cannot
   * be interpreted without it, so a rejected header is the last row.
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
        // The row is rejected for its values; report the rows that its further lines look like,
        // too.
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
        throw new RejectException(RejectReason.WRONG_HEADER, name, "the header lacks the column");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new RejectException(RejectReason.WRONG_HEADER, null, "the header names a column twice");
    }
    return names;
  }

  /**
   * The text of a row, over as many lines as its quotes span.
   *
   * @param more receives the further lines that were read
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
      if (next == null || next.rejected() != null) {
        throw new RejectException(RejectReason.MALFORMED_CSV, null, "a quote is not closed");
      }
      text.append('\n').append(next.text());
      quotes.follow(next.text());
      if (isRecord(next.text())
          || (!quotes.areOpen() && isRecord(next.text().replaceFirst("\"", "")))) {
        throw new RejectException(
            RejectReason.MALFORMED_CSV, null, "a quote is not closed before the next row");
      }
    }
    return text.toString();
  }

  private boolean isRecord(String line) {
    ObjectNode cells = cells(line);
    return cells != null && isRecord.test(cells);
  }

  /** The cells of a line that is a complete row; null when it is not one. */
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
