package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** The outcome of intake validation. */
public sealed interface Intake<T> {

  /**
   * A valid record.
   *
   * @param arrivedAt Kafka timestamp, milliseconds
   * @param redriven the dead letter that it resolves; null for nearly all records
   */
  record Valid<T>(T value, long arrivedAt, @Nullable Redriven redriven) implements Intake<T> {

    public Valid(T value, long arrivedAt) {
      this(value, arrivedAt, null);
    }
  }

  /**
   * A valid record without message logs; forwarded only if it resolves a dead letter.
   *
   * @param topic the topic of the record
   */
  record Skipped<T>(String topic, Redriven redriven) implements Intake<T> {}

  /**
   * An invalid record, which becomes a dead letter.
   *
   * @param detail what is wrong, without data of the record
   * @param eventTime the time of the event, if it could be read
   */
  record Dead<T>(RawRecord raw, DeadLetterReason reason, String detail, @Nullable Long eventTime)
      implements Intake<T> {

    /** The dead letter that was sent again as this record; null for nearly all records. */
    public @Nullable Redriven redriven() {
      return Redriven.of(raw.headers());
    }
  }
}
