package dev.tocsin.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;

/** One line of CSV as RFC 4180 writes it, except that no value goes over the end of a line. */
final class CsvLine {

  private static final ObjectReader READER =
      new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.TRIM_SPACES);

  private CsvLine() {}

  /** The values without blanks around them. */
  static String[] cells(String line) throws RejectException {
    if (!quotesAreBalanced(line)) {
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
  private static boolean quotesAreBalanced(String line) {
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
          return false;
        }
        blankSoFar = false;
      } else if (c == ',' && !quoted) {
        blankSoFar = true;
      } else {
        blankSoFar &= Character.isWhitespace(c);
      }
    }
    return !quoted;
  }
}
