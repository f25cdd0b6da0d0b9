package dev.tocsin.history.block;

/**
 * Limits of the size of a block.
 *
 * @param maxRecords maximum number of records
 * @param maxSectionBytes maximum bytes of a section before compression: a section is stored as a
 *     row, and a row must fit into a record of the changelog topic
 */
public record BlockLimits(int maxRecords, int maxSectionBytes) {

  /** Upper limit of maxRecords: a damaged count must not allocate memory. */
  static final int MAX_RECORDS = 1 << 20;

  public BlockLimits {
    if (maxRecords < 1 || maxRecords > MAX_RECORDS || maxSectionBytes < 1) {
      throw new IllegalArgumentException(
          "invalid block limits: %d records, %d bytes a section"
              .formatted(maxRecords, maxSectionBytes));
    }
  }
}
