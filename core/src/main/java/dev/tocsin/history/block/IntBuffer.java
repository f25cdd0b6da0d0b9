package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import java.util.Arrays;

/** A growing array of numbers. */
final class IntBuffer {

  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Memory in bytes. */
  int capacity() {
    return values.length * Integer.BYTES;
  }

  void writeTo(ByteSink out, int bound) {
    PackedInts.write(out, values, size, bound);
  }
}
