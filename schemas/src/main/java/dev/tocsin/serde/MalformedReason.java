package dev.tocsin.serde;

/** Why the bytes of a record are malformed. */
public enum MalformedReason {
  /** Shorter than 5 bytes, or the first one is not 0. */
  NOT_WIRE_FORMAT,
  /** The registry has no schema with this id. */
  UNKNOWN_SCHEMA,
  /** The writer's schema cannot be resolved to the expected type, or is not safe to read. */
  INCOMPATIBLE_SCHEMA,
  /** The payload does not match the writer's schema. */
  MALFORMED_PAYLOAD,
  /** Bytes follow the record. */
  TRAILING_BYTES
}
