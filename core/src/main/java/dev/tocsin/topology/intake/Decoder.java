package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.serde.DecodeFailure;
import dev.tocsin.serde.MalformedRecordException;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes a value with the configured serde and classifies its failures. */
final class Decoder<T> {

  private final Deserializer<T> deserializer;

  Decoder(Deserializer<T> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * @throws IntakeRejectedException when the bytes are malformed
   * @throws RecordReader.UnavailableException when the schema registry is needed and unavailable
   */
  T decode(RawRecord raw) throws IntakeRejectedException {
    T value;
    try {
      value = deserializer.deserialize(raw.topic(), raw.headers(), raw.value());
    } catch (RuntimeException e) {
      switch (DecodeFailure.of(e)) {
        case DecodeFailure.Unavailable unavailable ->
            throw new RecordReader.UnavailableException(unavailable.problem(), e);
        case DecodeFailure.Malformed malformed ->
            throw new IntakeRejectedException(
                DeadLetterReason.valueOf(malformed.reason().name()), detail(e));
      }
    }
    if (value == null) {
      throw new IntakeRejectedException(DeadLetterReason.NULL_VALUE, "the record has no value");
    }
    return value;
  }

  /** Messages of our own serde never quote a value; those of another serde may. */
  private static String detail(RuntimeException failure) {
    String message = failure instanceof MalformedRecordException ? failure.getMessage() : null;
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
