package dev.tocsin.ingest.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of decoding one line or item of an input. A rejection contains no value of the input,
 * so that it can be reported as it is.
 */
public sealed interface Decoded<T> {

  /**
   * A value to import.
   *
   * @param contentFields names of fields with message content that were dropped
   * @param unknownFields names of other dropped fields, which are not part of the format
   */
  record Accepted<T>(T value, List<String> contentFields, List<String> unknownFields)
      implements Decoded<T> {}

  /**
   * Decoded, with nothing to import.
   *
   * @param contentFields names of fields with message content that were dropped
   */
  record Skipped<T>(SkipReason reason, List<String> contentFields) implements Decoded<T> {}

  /**
   * A line or item that is not imported.
   *
   * @param field the field in error, if any
   * @param detail what was expected and found: types and positions, never values
   * @param last whether the rest of the input cannot be read
   */
  record Rejected<T>(
      RejectReason reason, @Nullable String field, @Nullable String detail, boolean last)
      implements Decoded<T> {

    public Rejected(RejectReason reason, @Nullable String field, @Nullable String detail) {
      this(reason, field, detail, false);
    }

    public Rejected(RejectReason reason) {
      this(reason, null, null);
    }

    /** The same rejection, after which the input is not read further. */
    public Rejected<T> asLast() {
      return new Rejected<>(reason, field, detail, true);
    }

    /** Code, field and detail on one line. */
    public String summary() {
      return reason
          + (field == null ? "" : " " + field)
          + (detail == null ? "" : " (" + detail + ")");
    }

    /** Code, field, detail and remedy on one line, for display. */
    public String describe() {
      return summary()
          + ": "
          + reason.remedy()
          + (last ? "; the rest of this file was not read" : "");
    }
  }
}
