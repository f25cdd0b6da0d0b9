package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectReason;
import java.util.List;
import java.util.Set;

/**
 * A format in which providers send or export message logs. To add one, add a class and an entry in
 * {@link LogFormats}.
 */
public interface LogFormat {

  /** How items are written. */
  enum Layout {
    /** JSON objects: one a line, in a list, or in API responses. */
    JSON,
    /** Comma-separated values with a header; each row is read as an object of texts. */
    CSV
  }

  /** What the user types, for example {@code duo-v2}. */
  String id();

  /** One line for lists. */
  String name();

  /** The layout of the format and the mapping of its fields to those of a message log. */
  String documentation();

  /** Where the provider documents it. */
  String source();

  /** How items are written. */
  default Layout layout() {
    return Layout.JSON;
  }

  /** Columns that the header of a CSV table must have. */
  default List<String> requiredColumns() {
    return List.of();
  }

  /** Whether records never name their account, so the feed must. */
  default boolean needsAccount() {
    return false;
  }

  /** Whether times have no offset, so the feed must set their zone. */
  default boolean needsZone() {
    return false;
  }

  /**
   * Fields that distinguish a response of the provider's API, with the records in a list inside,
   * from a record. Empty when the format has no such responses.
   */
  default Set<String> envelopeFields() {
    return Set.of();
  }

  /** Fields of a response that hold the list, or the object that contains it. */
  default Set<String> listFields() {
    return Set.of();
  }

  /** Fields that may hold a record as JSON text, although their names denote message content. */
  default Set<String> wrappingFields() {
    return Set.of();
  }

  /** Fields with a list of objects that have such a field. */
  default Set<String> wrappingLists() {
    return Set.of();
  }

  /** A decoder for one input. Its result for an item does not depend on earlier items. */
  LogDecoder decoder(Feed feed);

  /** The JSON of a line of a file, without the prefix that an export adds. */
  default String withoutPrefix(String line) {
    return line;
  }

  /** The reason for a line that is not JSON; a format may recognize a specific cause. */
  default RejectReason explainMalformed(String line) {
    return RejectReason.MALFORMED_JSON;
  }
}
