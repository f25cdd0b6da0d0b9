package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.Account;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the account table from CSV with a header, or from JSON lines, with the field names of
 * {@code Account}. Each line is read by itself, so that an unclosed quote affects only its own
 * line.
 */
public final class AccountFileReader {

  /** The file format of the account table. */
  public enum Format {
    CSV,
    JSON
  }

  private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

  private final Format format;
  private final Instant latest;

  /**
   * @param latest the latest {@code updated_at} to accept
   */
  public AccountFileReader(Format format, Instant latest) {
    this.format = format;
    this.latest = latest;
  }

  /**
   * Reads to the end, or until the sink stops the reading. Does not close the input.
   *
   * @throws HeaderException when the header of a CSV input cannot be used, or JSON is not in lines
   */
  public void read(InputStream in, Sink<Account> sink) throws IOException, HeaderException {
    BufferedInputStream buffered = new BufferedInputStream(in, 64 * 1024);
    if (format == Format.JSON && InputSniffer.isDocument(buffered, null)) {
      throw new HeaderException(
          "the input is a JSON list, or a JSON document over several lines; expected one account per"
              + " line: convert a list with 'jq -c .[]'");
    }
    LineReader lines = new LineReader(buffered);
    List<String> header = null;
    for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      if (format == Format.CSV && header == null) {
        header = header(line);
      } else if (!sink.accept(line.number(), decode(line, header))) {
        return;
      }
    }
    if (format == Format.CSV && header == null) {
      throw new HeaderException("the input is empty; expected a header with account_id,name");
    }
  }

  private Decoded<Account> decode(LineReader.Line line, @Nullable List<String> header) {
    try {
      String text = line.require();
      return decode(header == null ? Json.parse(text) : CsvLine.row(header, text));
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  /** Decodes one account from a JSON object. */
  private Decoded<Account> decode(JsonNode node) {
    try {
      Fields fields = new Fields(node);
      Account account = new Account();
      account.setAccountId(fields.line("account_id"));
      account.setName(fields.line("name"));
      account.setContact(fields.optionalLine("contact"));
      account.setCountry(country(fields));
      account.setUpdatedAt(updatedAt(fields));
      Bounds.require(account);
      return fields.accepted(account);
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  private @Nullable Instant updatedAt(Fields fields) throws RejectException {
    Instant updatedAt = fields.optionalInstant("updated_at");
    if (updatedAt != null && updatedAt.isAfter(latest)) {
      throw new RejectException(RejectReason.FUTURE_TIME, "updated_at");
    }
    return updatedAt;
  }

  private static @Nullable String country(Fields fields) throws RejectException {
    String country = fields.optionalLine("country");
    if (country == null) {
      return null;
    }
    if (!COUNTRY.matcher(country).matches()) {
      throw new RejectException(RejectReason.INVALID_COUNTRY, "country");
    }
    return country.toUpperCase(Locale.ROOT);
  }

  private static List<String> header(LineReader.Line line) throws HeaderException {
    List<String> header;
    try {
      header =
          Arrays.stream(CsvLine.cells(line.require()))
              .map(name -> name.toLowerCase(Locale.ROOT))
              .toList();
    } catch (RejectException e) {
      throw new HeaderException("cannot read the header: " + e.toRejected().describe());
    }
    for (String required : List.of("account_id", "name")) {
      if (!header.contains(required)) {
        throw new HeaderException(
            String.format(
                Locale.ROOT,
                "line %d: the header has no column '%s'; expected account_id,name and optionally"
                    + " contact,country,updated_at, separated by commas",
                line.number(),
                required));
      }
    }
    if (new HashSet<>(header).size() < header.size()) {
      throw new HeaderException("line " + line.number() + ": the header names a column twice");
    }
    return header;
  }

  /** The input has an unsupported layout; the message names the cause and the expected layout. */
  public static final class HeaderException extends Exception {

    private static final long serialVersionUID = 1L;

    HeaderException(String message) {
      super(message);
    }
  }
}
