package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectReason;
import java.util.List;
import java.util.Set;

/**
 * A format in which a provider's message logs are pushed or exported. A new one is one class and
 * one entry in {@link LogFormats}.
 */
public interface LogFormat {

  /** How items are written. */
  enum Layout {
    /** JSON objects: one a line, in a list, or in answers of an API. */
    JSON,
    /** Comma-separated values with a header; each row is read as an object of texts. */
    CSV
  }

  /** What the user types, for example {@code duo-v2}. */
  String id();

  /** One line for lists. */
  String name();

  /** What the format looks like and how its fields become those of a message log. */
  String documentation();

  /** Where the provider documents it. */
  String source();

  /** How items are written. */
  default Layout layout() {
    return Layout.JSON;
  }

  /** Columns that the header of a table must have. */
  default List<String> requiredColumns() {
    return List.of();
  }

  /** Whether records never say whose they are, so that the feed has to. */
  default boolean needsAccount() {
    return false;
  }

  /** Whether times have no offset, so that the feed has to name their zone. */
  default boolean needsZone() {
    return false;
  }

  /**
   * Fields that tell an answer of the provider's API, with the records in a list somewhere inside,
   * from a record. Empty when there is no such wrapping.
   */
  default Set<String> envelopeFields() {
    return Set.of();
  }

  /** Fields of such an answer that hold the list, or the object that has it. */
  default Set<String> listFields() {
    return Set.of();
  }

  /** Fields in which a record may stand as JSON text, whatever such a name means elsewhere. */
  default Set<String> wrappingFields() {
    return Set.of();
  }

  /** Fields with a list of what has such a field. */
  default Set<String> wrappingLists() {
    return Set.of();
  }

  /** A decoder for one input. It makes the same of an item whatever came before it. */
  LogDecoder decoder(Feed feed);

  /** The JSON of a line of a file, without what an export writes before each. */
  default String withoutPrefix(String line) {
    return line;
  }

  /** A verdict on a line that is not even JSON, for formats that can tell more about it. */
  default RejectReason explainMalformed(String line) {
    return RejectReason.MALFORMED_JSON;
  }
}
