package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;

/** One row of CSV as RFC 4180 writes it. */
final class CsvLine {

  private static final ObjectReader READER =
      new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.TRIM_SPACES);

  /** How the quotes of a text stand at its end. */
  enum Quotes {
    CLOSED,
    /** A value goes on: on the next line, if it may. */
    OPEN,
    /** One stands where none may. */
    STRAY
  }

  private CsvLine() {}

  /** The values without blanks around them. */
  static String[] cells(String line) throws RejectException {
    if (quotes(line) != Quotes.CLOSED) {
      throw new RejectException(RejectReason.MALFORMED_CSV, null);
    }
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new RejectException(RejectReason.MALFORMED_CSV, null);
    }
  }

  /**
   * Jackson takes a stray quote as part of the value, which is how the second half of a broken line
   * would become an account.
   */
  static Quotes quotes(String line) {
    boolean quoted = false;
    boolean blankSoFar = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean opens = !quoted && blankSoFar;
        boolean doubles = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubles) {
          i++;
        } else if (quoted || opens) {
          quoted = opens;
        } else {
          return Quotes.STRAY;
        }
        blankSoFar = false;
      } else if (c == ',' && !quoted) {
        blankSoFar = true;
      } else {
        blankSoFar &= Character.isWhitespace(c);
      }
    }
    return quoted ? Quotes.OPEN : Quotes.CLOSED;
  }
}
