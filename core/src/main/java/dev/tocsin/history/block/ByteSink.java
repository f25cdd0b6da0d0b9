package dev.tocsin.history.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written. */
final class ByteSink {

  private static final int CONTINUES = 0x80;

  private byte[] bytes;
  private int size;

  ByteSink() {
    this(64);
  }

  ByteSink(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  int size() {
    return size;
  }

  /** Bytes of memory that it holds. */
  int capacity() {
    return bytes.length;
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** An unsigned number, seven bits a byte, least significant first (LEB128). */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | CONTINUES);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed number, small when it is near zero. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** The lowest bytes of a number, most significant first. */
  void bigEndian(long value, int width) {
    room(width);
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void raw(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  /** All that another sink holds. */
  void raw(ByteSink from) {
    room(from.size);
    System.arraycopy(from.bytes, 0, bytes, size, from.size);
    size += from.size;
  }

  /** Length, then the bytes. */
  void sized(byte[] from) {
    varint(from.length);
    raw(from);
  }

  /** Length in bytes, then UTF-8. */
  void text(String text) {
    sized(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /**
   * Makes room that the caller fills in {@link #bytes}.
   *
   * @return where it begins
   */
  int reserve(int length) {
    room(length);
    int from = size;
    size += length;
    return from;
  }

  /** Takes the last bytes back. */
  void cutTo(int length) {
    size = length;
  }

  /** The bytes themselves; another array whenever more room was made. */
  byte[] bytes() {
    return bytes;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
