package dev.tocsin.ingest.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line or item of an input. No case carries a value that was refused, so that
 * each can be reported as it is.
 */
public sealed interface Decoded<T> {

  /**
   * A value to import.
   *
   * @param contentFields names of fields with message content that were dropped
   * @param unknownFields names of other fields that the format does not know and that were dropped
   */
  record Accepted<T>(T value, List<String> contentFields, List<String> unknownFields)
      implements Decoded<T> {}

  /**
   * Understood, and nothing to import.
   *
   * @param contentFields names of fields with message content that were dropped
   */
  record Skipped<T>(SkipReason reason, List<String> contentFields) implements Decoded<T> {}

  /**
   * A line or item that is not imported.
   *
   * @param field the field at fault, where there is one
   * @param detail what was expected and found, in terms of types and positions, never of data
   * @param last whether nothing behind it can be read, so that the reading of the input ends
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

    /** The same as the last thing that is read of an input. */
    public Rejected<T> asLast() {
      return new Rejected<>(reason, field, detail, true);
    }

    /** For people: code, field, detail and mend in one line. */
    public String describe() {
      return reason
          + (field == null ? "" : " " + field)
          + (detail == null ? "" : " (" + detail + ")")
          + ": "
          + reason.remedy()
          + (last ? "; what comes after it in this file was not read" : "");
    }
  }
}
