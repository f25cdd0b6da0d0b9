package dev.tocsin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.NameTransformer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The output of a command: data on standard output, as text or JSON, everything else on standard
 * error.
 */
public final class Console {

  /** Snake case, ISO-8601 times and durations; events of the contracts as their schema says. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule().addSerializer(SpecificRecord.class, new EventSerializer(false)))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean terminal;

  Console(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.terminal = terminal;
  }

  /** Whether data is printed as JSON. */
  public boolean json() {
    return json;
  }

  /** Prints a line of data. */
  public void line(String text) {
    out.println(Printable.of(text));
    out.flush();
  }

  /** Prints the command's only JSON document. */
  public void document(Object value) {
    try {
      line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a JSON document on one line, for output of unknown length. */
  public void jsonLine(Object value) {
    try {
      line(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a table; each column is as wide as its widest cell. */
  public void table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    // A line break in a cell would look like another row.
    rows.forEach(row -> all.add(row.stream().map(Printable::onOneLine).toList()));
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    all.forEach(row -> out.println(Printable.of(tableLine(row, widths))));
    out.flush();
  }

  private static String tableLine(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  /** Prints a message that is not data. */
  public void note(String text) {
    err.println(Printable.of(text));
    err.flush();
  }

  /**
   * Shows a progress bar, if standard error is a terminal. Close it before you print anything else.
   *
   * @param task what is in progress, in two or three words
   * @param total the number of steps, -1 if unknown
   * @param unit what is counted, for example {@code records}
   */
  public Progress progress(String task, long total, String unit) {
    return terminal ? Progress.on(err, task, total, unit) : Progress.NONE;
  }

  /** The mapper of {@link #document}. */
  public static ObjectMapper mapper() {
    return JSON;
  }

  /** Writes an event with the field names and the order of its schema. */
  private static final class EventSerializer extends JsonSerializer<SpecificRecord> {

    private final boolean unwrapping;

    EventSerializer(boolean unwrapping) {
      this.unwrapping = unwrapping;
    }

    @Override
    public void serialize(SpecificRecord event, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (!unwrapping) {
        json.writeStartObject();
      }
      for (Schema.Field field : event.getSchema().getFields()) {
        json.writeFieldName(field.name());
        provider.defaultSerializeValue(event.get(field.pos()), json);
      }
      if (!unwrapping) {
        json.writeEndObject();
      }
    }

    @Override
    public boolean isUnwrappingSerializer() {
      return unwrapping;
    }

    @Override
    public JsonSerializer<SpecificRecord> unwrappingSerializer(NameTransformer unwrapper) {
      return new EventSerializer(true);
    }
  }
}
