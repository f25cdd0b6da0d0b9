package dev.tocsin.topology.intake;

import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/** Turns the bytes of one input topic into domain objects, or says why not. */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * Reads a record.
   *
   * @param now wall clock, milliseconds
   * @param taken is given what is right, one object in nearly all cases, also when something else
   *     in the record is wrong
   * @throws IntakeRejectedException when the record, or a part of it, can never be taken in
   * @throws UnavailableException when the schema registry has to be asked and does not answer;
   *     nothing was taken then
   */
  void read(RawRecord raw, long now, List<T> taken) throws IntakeRejectedException;

  /** The record as it may be written into the dead-letter topic. */
  default RawRecord buried(RawRecord raw) {
    return raw;
  }

  /** The record may be fine: ask again when the schema registry answers. */
  final class UnavailableException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
