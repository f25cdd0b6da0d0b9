package dev.tocsin.history;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A CRC-32C over place and content, without encryption. It detects damage, not tampering.
 *
 * <p>Layout: one byte 0x01, one byte for the {@link StateFormat}, the checksum as a big-endian int,
 * the content.
 */
public final class ChecksumSeal implements RowSeal {

  /** First byte of an unencrypted row. */
  public static final byte KIND = 1;

  private static final int OVERHEAD = StateFormat.HEADER + Integer.BYTES;

  @Override
  public byte[] close(byte[] place, byte[] plain) {
    return ByteBuffer.allocate(OVERHEAD + plain.length)
        .put(KIND)
        .put((byte) StateFormat.VERSION)
        .putInt(checksum(place, plain, 0))
        .put(plain)
        .array();
  }

  @Override
  public byte[] open(byte[] place, byte[] closed) {
    if (closed.length < OVERHEAD || closed[0] != KIND) {
      throw new CorruptRowException("it lacks the header of a row with a checksum");
    }
    StateFormat.check(closed);
    if (ByteBuffer.wrap(closed).getInt(StateFormat.HEADER) != checksum(place, closed, OVERHEAD)) {
      throw new CorruptRowException("its checksum does not match its content and place");
    }
    byte[] plain = new byte[closed.length - OVERHEAD];
    System.arraycopy(closed, OVERHEAD, plain, 0, plain.length);
    return plain;
  }

  private static int checksum(byte[] place, byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(place);
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
