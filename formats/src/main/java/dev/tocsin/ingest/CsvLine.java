package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.List;

/** One CSV row as defined by RFC 4180. */
final class CsvLine {

  private static final ObjectReader READER =
      new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.TRIM_SPACES);

  private CsvLine() {}

  /** The values, stripped of surrounding blanks. */
  static String[] cells(String line) throws RejectException {
    if (!new Quotes().follow(line).areClosed()) {
      throw new RejectException(RejectReason.MALFORMED_CSV, null);
    }
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new RejectException(RejectReason.MALFORMED_CSV, null);
    }
  }

  /** The values of a row by the names of its columns. */
  static ObjectNode row(List<String> header, String line) throws RejectException {
    String[] cells = cells(line);
    if (cells.length != header.size()) {
      throw new RejectException(
          RejectReason.WRONG_COLUMN_COUNT,
          null,
          "expected " + header.size() + ", found " + cells.length);
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.length; i++) {
      row.put(header.get(i), cells[i]);
    }
    return row;
  }

  /**
   * Tracks the quotes of a row over its lines. Jackson accepts a stray quote as part of a value, so
   * the second half of a broken line could otherwise become an account.
   */
  static final class Quotes {

    private boolean quoted;
    private boolean blankSoFar = true;
    private boolean stray;

    /** Takes the next line of the row. */
    Quotes follow(String line) {
      for (int i = 0; i < line.length() && !stray; i++) {
        char c = line.charAt(i);
        if (c == '"') {
          boolean opens = !quoted && blankSoFar;
          boolean doubles = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
          if (doubles) {
            i++;
          } else if (quoted || opens) {
            quoted = opens;
          } else {
            stray = true;
          }
          blankSoFar = false;
        } else if (c == ',' && !quoted) {
          blankSoFar = true;
        } else {
          blankSoFar &= Character.isWhitespace(c);
        }
      }
      return this;
    }

    /** Whether a quoted value continues on the next line. */
    boolean areOpen() {
      return quoted && !stray;
    }

    /** Whether every quoted value is closed and no quote is misplaced. */
    boolean areClosed() {
      return !quoted && !stray;
    }
  }
}
