package dev.tocsin.history.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes. */
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

  /** Memory in bytes. */
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

  void raw(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  /** The bytes of another sink. */
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
   * Reserves space that the caller fills in {@link #bytes}.
   *
   * @return the start of the space
   */
  int reserve(int length) {
    room(length);
    int from = size;
    size += length;
    return from;
  }

  /** Removes the last bytes. */
  void cutTo(int length) {
    size = length;
  }

  /** The backing array, which changes when it grows. */
  byte[] bytes() {
    return bytes;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
