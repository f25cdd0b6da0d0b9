package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import java.util.Set;

/**
 * A format in which a provider's message logs are exported. Implementations are pure: a JSON object
 * in, a verdict out, and no value of the object in a verdict that refuses it. A new format is one
 * class and one entry in {@link LogFormats}.
 */
public interface LogFormat {

  /** What the user types, for example {@code duo-v2}. */
  String id();

  /** One line for lists. */
  String name();

  /** What the format looks like and how its fields become those of a message log. */
  String documentation();

  /** Whether records lack an account, so that the feed has to name it. */
  boolean needsAccount();

  /**
   * Fields that tell an answer of the provider's API, with the records in a list somewhere inside,
   * from a record. Empty when there is no such wrapping.
   */
  Set<String> envelopeFields();

  Decoded<MessageLog> decode(JsonNode item, Feed feed);

  /** A verdict on a line that is not even JSON, for formats that can tell more about it. */
  default RejectReason explainMalformed(String line) {
    return RejectReason.MALFORMED_JSON;
  }
}
