package dev.tocsin.demo.traffic;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on a place and not on what was drawn before it, so that record 4,711
 * is the same whether or not its 4,710 predecessors were made.
 */
final class Seeds {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** A generator of its own for one item of one stream of choices. */
  static SplittableRandom at(long seed, Stream stream, long index) {
    return new SplittableRandom(mix(mix(seed + stream.salt * GOLDEN) + index * GOLDEN));
  }

  /** Spreads every input bit over every output bit, so that neighbouring places share nothing. */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    return z ^ (z >>> 32);
  }

  /** The kinds of choices; one seed serves them all without their touching each other. */
  enum Stream {
    NUMBER_RANGES(1),
    ACCOUNTS(2),
    SHARES(3),
    PEOPLE(4),
    MONTH(5),
    REPEATS(6),
    LIVE(7),
    BOUNDARIES(8),
    POISON(9);

    private final long salt;

    Stream(long salt) {
      this.salt = salt;
    }
  }
}
