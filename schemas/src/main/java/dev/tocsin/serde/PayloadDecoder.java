package dev.tocsin.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A strict decoder of Avro binary in a byte array. Avro's own decoder accepts what the
 * specification forbids (invalid UTF-8 becomes U+FFFD, any byte is a boolean, a negative length is
 * skipped) and takes its limits from system properties of the JVM. Here a length or count never
 * exceeds the remaining bytes, so memory is bounded by the size of the record. It also creates
 * strings without an intermediate copy.
 */
final class PayloadDecoder extends Decoder {

  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;

  PayloadDecoder(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
  }

  int position() {
    return position;
  }

  @Override
  public int remainingBytes() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte value = next();
    if (value != 0 && value != 1) {
      throw new PayloadException("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new PayloadException("an int does not fit 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    byte first = next();
    if (first >= 0) {
      return (first >>> 1L) ^ -(first & 1L);
    }
    long value = first & 0x7f;
    for (int shift = 7; shift < 64; shift += 7) {
      byte b = next();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if (shift == 63 && b > 1) {
          break;
        }
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new PayloadException("a number is longer than 64 bits");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(4));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(8));
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    int start = position;
    position += length;
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    // The fast constructor replaces invalid bytes; only then the text is decoded strictly.
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(start, length);
    }
    return text;
  }

  /** Reads a text that probably occurred before. */
  String readString(SharedTexts texts) throws IOException {
    int before = position;
    int length = length();
    int start = position;
    String known = texts.find(bytes, start, length);
    if (known != null) {
      position += length;
      return known;
    }
    position = before;
    String text = readString();
    texts.keep(bytes, start, length, text);
    return text;
  }

  private void requireUtf8(int start, int length) throws PayloadException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
    } catch (CharacterCodingException e) {
      throw new PayloadException("a string is not valid UTF-8");
    }
  }

  @Override
  public void skipString() throws IOException {
    skipFixed(length());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    int length = length();
    ByteBuffer value = ByteBuffer.wrap(Arrays.copyOfRange(bytes, position, position + length));
    position += length;
    return value;
  }

  @Override
  public void skipBytes() throws IOException {
    skipFixed(length());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    require(length);
    System.arraycopy(bytes, position, target, start, length);
    position += length;
  }

  @Override
  public void skipFixed(int length) throws IOException {
    require(length);
    position += length;
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readBlock();
  }

  @Override
  public long arrayNext() throws IOException {
    return readBlock();
  }

  @Override
  public long readMapStart() throws IOException {
    return readBlock();
  }

  @Override
  public long mapNext() throws IOException {
    return readBlock();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Number of items of the next block of a collection; 0 ends it. */
  private long readBlock() throws IOException {
    long count = readLong();
    if (count < 0) {
      long size = readLong();
      if (size < 0 || size > remainingBytes()) {
        throw new PayloadException("a block is longer than the rest of the record");
      }
      count = -count;
    }
    // Every item has at least one byte: SchemaSafety rejects other schemas.
    if (count < 0 || count > remainingBytes()) {
      throw new PayloadException("a collection has more items than the record has remaining bytes");
    }
    return count;
  }

  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      long size = readLong();
      if (size < 0 || size > remainingBytes()) {
        throw new PayloadException("a block is longer than the rest of the record");
      }
      position += (int) size;
      count = readLong();
    }
    if (count > remainingBytes()) {
      throw new PayloadException("a collection has more items than the record has remaining bytes");
    }
    return count;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0) {
      throw new PayloadException("a length is negative");
    }
    if (length > remainingBytes()) {
      throw new PayloadException("a length exceeds the rest of the record");
    }
    return (int) length;
  }

  private void require(int length) throws PayloadException {
    if (length > remainingBytes()) {
      throw new PayloadException("it is truncated");
    }
  }

  private byte next() throws PayloadException {
    if (position >= bytes.length) {
      throw new PayloadException("it is truncated");
    }
    return bytes[position++];
  }

  private long littleEndian(int width) throws PayloadException {
    require(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[position++] & 0xffL) << (8 * i);
    }
    return value;
  }
}
