package dev.tocsin.history.block;

import java.util.Arrays;

/** Numbers that grow in count as they are added. */
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

  /** Bytes of memory that it holds. */
  int capacity() {
    return values.length * Integer.BYTES;
  }

  void writeTo(ByteSink out, int bound) {
    PackedInts.write(out, values, size, bound);
  }
}
