package dev.tocsin.history.block;

/**
 * How large a block may grow.
 *
 * @param maxRecords records in a block
 * @param maxSectionBytes bytes of a section before compression: each is stored as a row, and a row
 *     has to fit into a record of the changelog topic
 */
public record BlockLimits(int maxRecords, int maxSectionBytes) {

  public BlockLimits {
    if (maxRecords < 1 || maxSectionBytes < 1) {
      throw new IllegalArgumentException("a block must be able to hold something");
    }
  }
}
