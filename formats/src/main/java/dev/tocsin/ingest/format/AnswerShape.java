package dev.tocsin.ingest.format;

/**
 * Tells an answer of a provider's API from a record, by the names of its outermost fields in their
 * order. Some providers begin their records with a field that their answers begin with too. An
 * answer goes on to a list, or has nothing but fields of an answer.
 */
public final class AnswerShape {

  /** What can be said so far. */
  public enum Verdict {
    /** Whatever follows, it is an answer. */
    ANSWER,
    /** Whatever follows, it is a record. */
    RECORD,
    /** The next field is needed. */
    OPEN
  }

  private final LogFormat format;
  private boolean begun;
  private boolean strange;

  public AnswerShape(LogFormat format) {
    this.format = format;
  }

  /** Takes the next field's name. */
  public Verdict field(String name) {
    boolean known = format.envelopeFields().contains(name);
    if (format.listFields().contains(name)) {
      return begun || known ? Verdict.ANSWER : Verdict.RECORD;
    }
    if (!known && !begun) {
      return Verdict.RECORD;
    }
    begun = true;
    strange |= !known;
    return Verdict.OPEN;
  }

  /** Whether what has begun like an answer is one, when no further field comes. */
  public boolean isAnswerAtEnd() {
    return begun && !strange;
  }

  /** Whether it has begun like one, for those who cannot see how it goes on. */
  public boolean hasBegun() {
    return begun;
  }
}
