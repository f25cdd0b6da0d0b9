package dev.tocsin.topology.intake;

import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/** Converts the records of an input topic to domain objects. */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * Reads a record.
   *
   * @param now wall clock, milliseconds
   * @param taken receives the valid values, nearly always one, even if another part of the record
   *     is invalid
   * @throws IntakeRejectedException when the record, or a part of it, is invalid
   * @throws UnavailableException when the schema registry is needed and unavailable; no value was
   *     added then
   */
  void read(RawRecord raw, long now, List<T> taken) throws IntakeRejectedException;

  /** The record as written to the dead-letter topic. */
  default RawRecord deadLetter(RawRecord raw) {
    return raw;
  }

  /** The schema registry is unavailable; read the record again later. */
  final class UnavailableException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
