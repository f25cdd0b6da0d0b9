package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** What became of a record at the door. */
public sealed interface Intake<T> {

  /**
   * Understood and plausible.
   *
   * @param arrivedAt Kafka timestamp, milliseconds
   */
  record Valid<T>(T value, long arrivedAt) implements Intake<T> {}

  /**
   * A dead letter.
   *
   * @param detail what is wrong, without any data of the record
   * @param eventTime when it says it happened, where that could be read
   */
  record Dead<T>(RawRecord raw, DeadLetterReason reason, String detail, @Nullable Long eventTime)
      implements Intake<T> {}
}
