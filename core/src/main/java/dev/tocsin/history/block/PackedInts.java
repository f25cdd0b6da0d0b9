package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import dev.tocsin.codec.ByteSource;
import dev.tocsin.history.CorruptRowException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Small numbers of equal width without gaps: number i starts at bit i * width; bit 0 of a byte is
 * its least significant.
 */
final class PackedInts {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int from;
  private final int end;
  private final int width;
  private final long mask;

  private PackedInts(byte[] bytes, int from, int end, int width) {
    this.bytes = bytes;
    this.from = from;
    this.end = end;
    this.width = width;
    this.mask = (1L << width) - 1;
  }

  /** Width in bits of the numbers below a bound; 0 for a bound of 1. */
  static int width(int bound) {
    return bound <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1);
  }

  static void write(ByteSink out, int[] values, int count, int bound) {
    int width = width(bound);
    long pending = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      pending |= (long) values[i] << bits;
      bits += width;
      while (bits >= Byte.SIZE) {
        out.octet((int) pending);
        pending >>>= Byte.SIZE;
        bits -= Byte.SIZE;
      }
    }
    if (bits > 0) {
      out.octet((int) pending);
    }
  }

  /** Reads numbers below a bound. */
  static PackedInts read(ByteSource in, int count, int bound) {
    int width = width(bound);
    int length = Math.toIntExact(((long) count * width + Byte.SIZE - 1) / Byte.SIZE);
    int from = in.skip(length);
    return new PackedInts(in.bytes(), from, from + length, width);
  }

  int get(int i) {
    if (width == 0) {
      return 0;
    }
    long bit = (long) i * width;
    int at = from + (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    if (at + Long.BYTES <= bytes.length) {
      return (int) ((long) LONG.get(bytes, at) >>> shift & mask);
    }
    long value = 0;
    for (int k = 0; at + k < end; k++) {
      value |= (bytes[at + k] & 0xFFL) << (k * Byte.SIZE);
    }
    return (int) (value >>> shift & mask);
  }

  /** The same; the number must be below a bound. */
  int get(int i, int bound) {
    int value = get(i);
    if (value >= bound) {
      throw new CorruptRowException("it has the number " + value + "; it must be below " + bound);
    }
    return value;
  }
}
