package dev.tocsin.codec;

/** Writes as a later release does that has appended fields to every record. */
final class LaterOutput extends Output {

  private int values;
  private int versions;
  private final int unknownAt;

  LaterOutput() {
    this(-1);
  }

  /**
   * @param unknownAt which of the versions, in the order in which they are written, is 200
   */
  LaterOutput(int unknownAt) {
    this.unknownAt = unknownAt;
  }

  /** Values inside of others so far. */
  int values() {
    return values;
  }

  /** Versions so far. */
  int versions() {
    return versions;
  }

  @Override
  void version(int version) {
    super.version(versions++ == unknownAt ? 200 : version);
  }

  @Override
  void endValue(int start) {
    values++;
    append();
    super.endValue(start);
  }

  /** Writes fields that this release does not know. */
  void append() {
    text("a field of a later release");
    number(Long.MAX_VALUE);
  }
}
