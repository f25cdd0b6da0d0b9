package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import dev.tocsin.codec.ByteSource;
import dev.tocsin.codec.UnknownVersionException;

/**
 * The header of a block, readable without its sections. A later release may append fields to it,
 * which this one skips; any other change of a block needs a new version.
 *
 * @param count number of records
 * @param firstSequence lowest sequence of the merged blocks; its own is in its key
 * @param firstSentAt oldest sent_at, milliseconds since the epoch
 * @param lastSentAt newest sent_at
 * @param indexBytes size of its index section before compression
 * @param detailBytes size of its detail section before compression
 * @param accounts filter of its accounts
 * @param sections the index and the detail section if they are small enough to be stored with the
 *     header; otherwise they have rows of their own
 */
record BlockHeader(
    int count,
    long firstSequence,
    long firstSentAt,
    long lastSentAt,
    int indexBytes,
    int detailBytes,
    AccountFilter accounts,
    byte[][] sections) {

  /** Version of blocks and counters. */
  static final int VERSION = 1;

  static final byte[][] APART = new byte[0][];

  boolean isWhole() {
    return sections.length == 2;
  }

  byte[] encode() {
    ByteSink out = new ByteSink();
    out.octet(VERSION);
    out.octet(isWhole() ? 1 : 0);
    out.varint(count);
    out.varint(firstSequence);
    out.zigzag(firstSentAt);
    out.varint(lastSentAt - firstSentAt);
    out.varint(indexBytes);
    out.varint(detailBytes);
    out.sized(accounts.bits());
    for (byte[] section : sections) {
      out.sized(section);
    }
    return out.toArray();
  }

  static BlockHeader decode(byte[] plain) {
    ByteSource in = new ByteSource(plain);
    checkVersion(in.octet());
    int flags = in.octet();
    int count = in.count(BlockLimits.MAX_RECORDS);
    long firstSequence = in.varint();
    long firstSentAt = in.zigzag();
    long lastSentAt = firstSentAt + in.varint();
    int indexBytes = in.count(Integer.MAX_VALUE);
    int detailBytes = in.count(Integer.MAX_VALUE);
    AccountFilter accounts = new AccountFilter(in.take(in.count(in.remaining())));
    byte[][] sections = APART;
    if ((flags & 1) != 0) {
      sections =
          new byte[][] {
            in.take(in.count(in.remaining())), in.take(in.count(in.remaining())),
          };
    }
    return new BlockHeader(
        count, firstSequence, firstSentAt, lastSentAt, indexBytes, detailBytes, accounts, sections);
  }

  static void checkVersion(int version) {
    if (version != VERSION) {
      throw new UnknownVersionException("a block of the history", version, "version " + VERSION);
    }
  }
}
