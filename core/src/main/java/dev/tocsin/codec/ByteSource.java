package dev.tocsin.codec;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteSink} wrote. Damaged bytes give a {@link DamagedBytesException} only. */
public final class ByteSource {

  private final byte[] bytes;
  private final int end;
  private int position;

  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteSource(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** A source of a part of the same bytes. */
  public ByteSource from(int start, int length) {
    return new ByteSource(bytes, start, start + length);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public int octet() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DamagedBytesException("a number is longer than ten bytes");
  }

  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A count, at most a given number. */
  public int count(int atMost) {
    long value = varint();
    if (value < 0 || value > atMost) {
      throw new DamagedBytesException(
          "it has a count of " + value + "; at most " + atMost + " is possible");
    }
    return (int) value;
  }

  public String text() {
    return text(count(remaining()));
  }

  String text(int length) {
    need(length);
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public byte[] take(int length) {
    byte[] taken = new byte[length];
    System.arraycopy(bytes, skip(length), taken, 0, length);
    return taken;
  }

  /**
   * Skips bytes.
   *
   * @return the start of the skipped bytes
   */
  public int skip(int length) {
    need(length);
    int from = position;
    position += length;
    return from;
  }

  /** Requires that all bytes are read. */
  public void end() {
    if (remaining() != 0) {
      throw new DamagedBytesException(remaining() + " bytes follow its end");
    }
  }

  private void need(int length) {
    if (length < 0 || length > end - position) {
      throw new DamagedBytesException("it ends too early");
    }
  }
}
