package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** What became of a record at the door. */
public sealed interface Intake<T> {

  /**
   * Understood and plausible.
   *
   * @param arrivedAt Kafka timestamp, milliseconds
   * @param redriven which dead letter it makes good; null for nearly all
   */
  record Valid<T>(T value, long arrivedAt, @Nullable Redriven redriven) implements Intake<T> {

    public Valid(T value, long arrivedAt) {
      this(value, arrivedAt, null);
    }
  }

  /**
   * Understood, and nothing to be kept; told only where it makes a dead letter good.
   *
   * @param topic where it lies
   */
  record Skipped<T>(String topic, Redriven redriven) implements Intake<T> {}

  /**
   * A dead letter.
   *
   * @param detail what is wrong, without any data of the record
   * @param eventTime when it says it happened, where that could be read
   */
  record Dead<T>(RawRecord raw, DeadLetterReason reason, String detail, @Nullable Long eventTime)
      implements Intake<T> {

    /** Which dead letter it was before; null for nearly all. */
    public @Nullable Redriven redriven() {
      return Redriven.of(raw.headers());
    }
  }
}
