package dev.tocsin.history.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.tocsin.codec.ByteSink;
import dev.tocsin.codec.ByteSource;
import dev.tocsin.history.CorruptRowException;
import java.util.Arrays;

/**
 * A stored part of a block, compressed if that saves space. Columns are packed already, so mainly
 * the texts of dictionaries and free text compress.
 */
final class Section {

  private static final int AS_IT_IS = 0;
  private static final int ZSTD = 1;

  /** Level 3 would save another 0.8 bytes a record and take twice the time: docs/performance.md. */
  private static final int LEVEL = 1;

  /** The frame of a smaller section needs more bytes than compression saves. */
  private static final int WORTH_TRYING = 512;

  /** Maximum compressed size, in percent, for which the compressed bytes are stored. */
  private static final int WORTH_KEEPING = 92;

  /** Upper limit of a section: a damaged length must not allocate memory. */
  private static final int MAX_BYTES = 256 * 1024 * 1024;

  /** Sections to store uncompressed after one that did not compress, before the next attempt. */
  private static final int TRUSTED = 15;

  private int untried;

  /**
   * Packs the same section of consecutive blocks, and adapts to whether compression saves space.
   */
  Section() {}

  /** One byte for the method, the plain length if compressed, then the bytes. */
  byte[] pack(byte[] plain) {
    if (plain.length >= WORTH_TRYING && untried == 0) {
      byte[] compressed = Zstd.compress(plain, LEVEL);
      if (compressed.length * 100L <= plain.length * (long) WORTH_KEEPING) {
        ByteSink out = new ByteSink(compressed.length + 6);
        out.octet(ZSTD);
        out.varint(plain.length);
        out.raw(compressed);
        return out.toArray();
      }
      untried = TRUSTED;
    } else if (untried > 0) {
      untried--;
    }
    byte[] packed = new byte[plain.length + 1];
    packed[0] = AS_IT_IS;
    System.arraycopy(plain, 0, packed, 1, plain.length);
    return packed;
  }

  static ByteSource unpack(byte[] packed) {
    ByteSource in = new ByteSource(packed);
    int how = in.octet();
    if (how == AS_IT_IS) {
      return in;
    }
    if (how != ZSTD) {
      throw new CorruptRowException("it has an unknown compression method " + how);
    }
    int length = in.count(MAX_BYTES);
    byte[] compressed = Arrays.copyOfRange(packed, in.position(), packed.length);
    try {
      byte[] plain = Zstd.decompress(compressed, length);
      if (plain.length != length) {
        throw new CorruptRowException("its decompressed length differs from the stored length");
      }
      return new ByteSource(plain);
    } catch (ZstdException e) {
      throw new CorruptRowException("it cannot be decompressed");
    }
  }
}
