package dev.tocsin.history.block;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the rows: row type, event day, sequence of the block. Numbers are big-endian with the
 * sign bit flipped, so that bytes sort like numbers.
 */
final class BlockKeys {

  static final long DAY_MS = 86_400_000L;

  static final byte COUNTERS = 0;
  static final byte HEADER = 1;
  static final byte INDEX = 2;
  static final byte DETAILS = 3;

  private static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

  private BlockKeys() {}

  /** The day of an instant, counted from 1970-01-01 UTC. */
  static long dayOf(long sentAt) {
    return Math.floorDiv(sentAt, DAY_MS);
  }

  static long startOf(long day) {
    return day * DAY_MS;
  }

  static Bytes counters() {
    return Bytes.wrap(new byte[] {COUNTERS});
  }

  static Bytes of(byte what, long day, long sequence) {
    return Bytes.wrap(
        ByteBuffer.allocate(LENGTH)
            .put(what)
            .putInt(clamped(day) ^ Integer.MIN_VALUE)
            .putLong(sequence)
            .array());
  }

  static long day(Bytes key) {
    return ByteBuffer.wrap(key.get()).getInt(1) ^ Integer.MIN_VALUE;
  }

  static long sequence(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1 + Integer.BYTES);
  }

  /** A description of the key for messages. */
  static String describe(Bytes key) {
    if (key.get()[0] == COUNTERS) {
      return "the counters";
    }
    String what =
        switch (key.get()[0]) {
          case HEADER -> "header";
          case INDEX -> "index";
          case DETAILS -> "details";
          default -> "unknown row";
        };
    return what + " of block " + sequence(key) + " of " + LocalDate.ofEpochDay(day(key));
  }

  /** Limits the day to an int, because a window may be open-ended. */
  private static int clamped(long day) {
    return Math.clamp(day, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
