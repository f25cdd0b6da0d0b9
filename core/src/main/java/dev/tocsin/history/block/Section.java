package dev.tocsin.history.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.tocsin.history.CorruptRowException;
import java.util.Arrays;

/**
 * A part of a block as it is stored: compressed where that pays. Columns are packed already, so
 * what compresses are the dictionaries' texts and free text.
 */
final class Section {

  private static final int AS_IT_IS = 0;
  private static final int ZSTD = 1;

  /** Level 3 takes 0.8 bytes a record more off, at twice the time: docs/performance.md. */
  private static final int LEVEL = 1;

  /** Below, a frame's own bytes eat what it saves. */
  private static final int WORTH_TRYING = 512;

  /** Compressed bytes are kept when they are at most this many of a hundred. */
  private static final int WORTH_KEEPING = 92;

  /** Far more than any block holds: a damaged length must not ask for memory. */
  private static final int MAX_BYTES = 256 * 1024 * 1024;

  /** Sections that are stored as they are after one that did not compress, before the next try. */
  private static final int TRUSTED = 15;

  private int untried;

  /** Packs the same section of one block after the other, and learns whether compressing pays. */
  Section() {}

  /** One byte that says how, the plain length when compressed, then the bytes. */
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
      throw new CorruptRowException("it is compressed in an unknown way " + how);
    }
    int length = in.count(MAX_BYTES);
    byte[] compressed = Arrays.copyOfRange(packed, in.position(), packed.length);
    try {
      byte[] plain = Zstd.decompress(compressed, length);
      if (plain.length != length) {
        throw new CorruptRowException("it decompresses to another length than it says");
      }
      return new ByteSource(plain);
    } catch (ZstdException e) {
      throw new CorruptRowException("it does not decompress");
    }
  }
}
