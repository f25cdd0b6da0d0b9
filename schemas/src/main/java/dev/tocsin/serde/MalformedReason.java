package dev.tocsin.serde;

/** Why a record's bytes can never be read, however often one tries. */
public enum MalformedReason {
  /** Shorter than 5 bytes, or the first one is not 0. */
  NOT_WIRE_FORMAT,
  /** The registry does not know the schema id. */
  UNKNOWN_SCHEMA,
  /** The writer's schema cannot be read as the expected type, or is not safe to read at all. */
  INCOMPATIBLE_SCHEMA,
  /** The payload is not what the writer's schema says. */
  MALFORMED_PAYLOAD,
  /** Bytes are left after the record. */
  TRAILING_BYTES
}
