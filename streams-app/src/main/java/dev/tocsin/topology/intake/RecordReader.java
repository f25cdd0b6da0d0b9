package dev.tocsin.topology.intake;

import org.apache.kafka.common.errors.SerializationException;

/** Turns the bytes of one input topic into a domain object, or says why not. */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * @param now wall clock, milliseconds
   * @throws RejectedException when the record can never be taken in
   * @throws UnavailableException when the schema registry has to be asked and does not answer
   */
  T read(RawRecord raw, long now) throws RejectedException;

  /** The record may be fine: ask again when the schema registry answers. */
  final class UnavailableException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
