package dev.tocsin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Where a command prints to: data on standard output, as text or JSON, everything else on standard
 * error. JSON has ISO-8601 times and durations.
 */
public final class Console {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFormat format;
  private final boolean terminal;

  Console(PrintWriter out, PrintWriter err, OutputFormat format, boolean terminal) {
    this.out = out;
    this.err = err;
    this.format = format;
    this.terminal = terminal;
  }

  /** Whether data is to be JSON. */
  public boolean json() {
    return format == OutputFormat.JSON;
  }

  /** Prints a line of data for people. */
  public void line(String text) {
    out.println(Printable.of(text));
    out.flush();
  }

  /** Prints the command's one JSON document. */
  public void document(Object value) {
    try {
      line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints one JSON document on one line, for output that does not end. */
  public void jsonLine(Object value) {
    try {
      line(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a table for people; columns are as wide as their widest cell. */
  public void table(List<String> header, List<List<String>> rows) {
    TextTable.format(header, rows).forEach(row -> out.println(Printable.of(row)));
    out.flush();
  }

  /** Tells the user something that is not data. */
  public void note(String text) {
    err.println(Printable.of(text));
    err.flush();
  }

  /**
   * Shows how far something is; shows nothing when standard error is no terminal. Close it before
   * anything else is printed.
   *
   * @param task what is going on, two or three words
   * @param total steps in all, -1 when nobody knows
   * @param unit what is counted, for example {@code records}
   */
  public Progress progress(String task, long total, String unit) {
    return terminal ? new TerminalProgress(err, task, total, unit) : Progress.NONE;
  }

  /** Reads and writes JSON the way that {@link #document} does. */
  public static ObjectMapper mapper() {
    return JSON;
  }
}
