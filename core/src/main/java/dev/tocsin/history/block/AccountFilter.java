package dev.tocsin.history.block;

import java.nio.charset.StandardCharsets;

/**
 * A Bloom filter of the accounts of a block, with about ten bits an account: about one in a hundred
 * blocks is opened unnecessarily. Position i of an account is {@code (h1 + i * h2) mod bits} with
 * h1 and h2 the halves of its 64-bit FNV-1a hash, mixed by MurmurHash3's finalizer.
 */
final class AccountFilter {

  private static final int BITS_PER_ACCOUNT = 10;
  private static final int PROBES = 7;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final byte[] bits;

  AccountFilter(byte[] bits) {
    this.bits = bits;
  }

  /**
   * @param hashes hashes of the accounts
   * @param count number of hashes
   */
  static AccountFilter of(long[] hashes, int count) {
    AccountFilter filter = new AccountFilter(new byte[(count * BITS_PER_ACCOUNT + 7) / 8]);
    for (int i = 0; i < count; i++) {
      filter.add(hashes[i]);
    }
    return filter;
  }

  byte[] bits() {
    return bits;
  }

  private void add(long hash) {
    for (int i = 0; i < PROBES; i++) {
      int bit = position(hash, i);
      bits[bit >>> 3] |= (byte) (1 << (bit & 7));
    }
  }

  /** Whether the account may be in the block; without bits every account may. */
  boolean mayContain(long hash) {
    if (bits.length == 0) {
      return true;
    }
    for (int i = 0; i < PROBES; i++) {
      int bit = position(hash, i);
      if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  private int position(long hash, int probe) {
    int mixed = (int) (hash >>> 32) + probe * (int) hash;
    return (int) (Integer.toUnsignedLong(mixed) % (bits.length * 8L));
  }

  static long hash(String account) {
    long hash = FNV_OFFSET;
    for (byte b : account.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
