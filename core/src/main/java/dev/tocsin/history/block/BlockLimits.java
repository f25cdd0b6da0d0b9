package dev.tocsin.history.block;

/**
 * How large a block may grow.
 *
 * @param maxRecords records in a block
 * @param maxSectionBytes bytes of a section before compression: each is stored as a row, and a row
 *     has to fit into a record of the changelog topic
 */
public record BlockLimits(int maxRecords, int maxSectionBytes) {

  /** More records than this no block has: a damaged count must not ask for memory. */
  static final int MAX_RECORDS = 1 << 20;

  public BlockLimits {
    if (maxRecords < 1 || maxRecords > MAX_RECORDS || maxSectionBytes < 1) {
      throw new IllegalArgumentException("a block of " + maxRecords + " records cannot be");
    }
  }
}
