package dev.tocsin.history.block;

import dev.tocsin.history.CorruptRowException;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteSink} wrote. Damaged bytes give a {@link CorruptRowException} only. */
final class ByteSource {

  private final byte[] bytes;
  private final int end;
  private int position;

  ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteSource(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** A source of a part of the same bytes. */
  ByteSource from(int start, int length) {
    return new ByteSource(bytes, start, start + length);
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int octet() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptRowException("a number is longer than ten bytes");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A count, at most a given number. */
  int count(int atMost) {
    long value = varint();
    if (value < 0 || value > atMost) {
      throw new CorruptRowException(
          "it has a count of " + value + "; at most " + atMost + " is possible");
    }
    return (int) value;
  }

  String text() {
    int length = count(remaining());
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  byte[] take(int length) {
    byte[] taken = new byte[length];
    System.arraycopy(bytes, skip(length), taken, 0, length);
    return taken;
  }

  /**
   * Skips bytes.
   *
   * @return the start of the skipped bytes
   */
  int skip(int length) {
    need(length);
    int from = position;
    position += length;
    return from;
  }

  /** Requires that all bytes are read. */
  void end() {
    if (remaining() != 0) {
      throw new CorruptRowException(remaining() + " bytes follow its end");
    }
  }

  private void need(int length) {
    if (length < 0 || length > end - position) {
      throw new CorruptRowException("it ends too early");
    }
  }
}
