package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.serde.DecodeFailure;
import dev.tocsin.serde.DecodeFailures;
import dev.tocsin.serde.MalformedRecordException;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes a value with whichever serde is configured and sorts its failures. */
final class Decoder<T> {

  private final Deserializer<T> deserializer;

  Decoder(Deserializer<T> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * @throws IntakeRejectedException when the bytes can never be read
   * @throws RecordReader.UnavailableException when the registry has to be asked and does not answer
   */
  T decode(RawRecord raw) throws IntakeRejectedException {
    T value;
    try {
      value = deserializer.deserialize(raw.topic(), raw.headers(), raw.value());
    } catch (RuntimeException e) {
      switch (DecodeFailures.classify(e)) {
        case DecodeFailure.Unavailable unavailable ->
            throw new RecordReader.UnavailableException(unavailable.problem(), e);
        case DecodeFailure.Malformed malformed ->
            throw new IntakeRejectedException(
                DeadLetterReason.valueOf(malformed.reason().name()), detail(e));
      }
    }
    if (value == null) {
      throw new IntakeRejectedException(DeadLetterReason.NULL_VALUE, "null value");
    }
    return value;
  }

  /** Our own serde's messages never quote a value; nobody knows what another's do. */
  private static String detail(RuntimeException failure) {
    String message = failure instanceof MalformedRecordException ? failure.getMessage() : null;
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
