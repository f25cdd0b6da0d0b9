package dev.tocsin.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of frequent texts, so that later comparisons and hashes use the same object and there are
 * no copies to collect. A table of fixed size in which newer texts replace older ones. Thread-safe:
 * entries are immutable, and a race creates a text twice at worst.
 */
final class SharedTexts {

  /** Longer texts are not frequent names. */
  private static final int LONGEST = 64;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable Entry[] slots;
  private final int shift;

  private record Entry(byte[] utf8, String text) {}

  /**
   * @param bits logarithm (base 2) of the maximum number of texts
   */
  SharedTexts(int bits) {
    slots = new @Nullable Entry[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** The text with these bytes of valid UTF-8; null if it is not cached. */
  @Nullable String find(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return null;
    }
    Entry entry = slots[slot(bytes, from, length)];
    return entry != null
            && Arrays.equals(entry.utf8, 0, entry.utf8.length, bytes, from, from + length)
        ? entry.text
        : null;
  }

  /** Adds a text that was not found. */
  void keep(byte[] bytes, int from, int length, String text) {
    if (length <= LONGEST) {
      slots[slot(bytes, from, length)] =
          new Entry(Arrays.copyOfRange(bytes, from, from + length), text);
    }
  }

  private int slot(byte[] bytes, int from, int length) {
    long hash = length;
    int at = from;
    int end = from + length;
    while (at + Long.BYTES <= end) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
      at += Long.BYTES;
    }
    long rest = 0;
    while (at < end) {
      rest = (rest << Byte.SIZE) | (bytes[at++] & 0xFF);
    }
    // The product's high bits depend on all bits of the value.
    return (int) (((hash ^ rest) * MIX) >>> shift);
  }

  private static long mix(long value) {
    long product = value * MIX;
    return product ^ (product >>> 32);
  }
}
