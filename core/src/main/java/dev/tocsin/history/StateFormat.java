package dev.tocsin.history;

import dev.tocsin.codec.UnknownVersionException;
import java.util.OptionalInt;

/**
 * The version of the stored state as a whole: of the keys of rows, the codecs, the blocks of the
 * history and the internal topics. It is the second byte of every sealed row, readable without a
 * key, so that a release finds out before it processes anything that a newer one wrote the state.
 *
 * <p>It increases whenever the version of a codec or of the blocks does, and whenever a store or
 * the key of a row changes. A field that is appended to a record changes neither.
 */
public final class StateFormat {

  /** The version that this release writes. */
  public static final int VERSION = 1;

  /** What this release reads, for messages. */
  public static final String READABLE = "version " + VERSION;

  /** Bytes before the content of every seal: its type and the version. */
  static final int HEADER = 2;

  private StateFormat() {}

  /** The version of a sealed row, if this release cannot read it. */
  public static OptionalInt unknown(byte[] closed) {
    return closed.length < HEADER || closed[1] == VERSION
        ? OptionalInt.empty()
        : OptionalInt.of(Byte.toUnsignedInt(closed[1]));
  }

  /**
   * Requires that this release can read a sealed row.
   *
   * @throws UnknownVersionException when it cannot
   */
  public static void check(byte[] closed) {
    OptionalInt unknown = unknown(closed);
    if (unknown.isPresent()) {
      throw new UnknownVersionException("a stored row", unknown.getAsInt(), READABLE);
    }
  }
}
