package dev.tocsin.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes. */
public final class ByteSink {

  private static final int CONTINUES = 0x80;

  private byte[] bytes;
  private int size;

  public ByteSink() {
    this(64);
  }

  public ByteSink(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  public int size() {
    return size;
  }

  /** Memory in bytes. */
  public int capacity() {
    return bytes.length;
  }

  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** An unsigned number, seven bits a byte, least significant first (LEB128). */
  public void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | CONTINUES);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed number, small when it is near zero. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  public void raw(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  /** The bytes of another sink. */
  public void raw(ByteSink from) {
    room(from.size);
    System.arraycopy(from.bytes, 0, bytes, size, from.size);
    size += from.size;
  }

  /** Length, then the bytes. */
  public void sized(byte[] from) {
    varint(from.length);
    raw(from);
  }

  /** Length in bytes, then UTF-8. */
  public void text(String text) {
    sized(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /**
   * Begins a part whose length precedes it.
   *
   * @return the position to pass to {@link #endSized}
   */
  int beginSized() {
    octet(0);
    return size;
  }

  /** Writes the length of a part before it. */
  void endSized(int start) {
    int length = size - start;
    int more = 0;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      more++;
    }
    room(more);
    System.arraycopy(bytes, start, bytes, start + more, length);
    int end = size + more;
    size = start - 1;
    varint(length);
    size = end;
  }

  /**
   * Reserves space that the caller fills in {@link #bytes}.
   *
   * @return the start of the space
   */
  public int reserve(int length) {
    room(length);
    int from = size;
    size += length;
    return from;
  }

  /** Removes the last bytes. */
  public void cutTo(int length) {
    size = length;
  }

  /** The backing array, which changes when it grows. */
  public byte[] bytes() {
    return bytes;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
