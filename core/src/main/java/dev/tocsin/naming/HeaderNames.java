package dev.tocsin.naming;

/** Names of the record headers that Tocsin writes. */
public final class HeaderNames {

  /** Why the record is a dead letter: a {@code DeadLetterReason}. */
  public static final String REASON = "tocsin.dead-letter.reason";

  /** What is wrong with the record, without its data. */
  public static final String DETAIL = "tocsin.dead-letter.detail";

  public static final String TOPIC = "tocsin.dead-letter.topic";
  public static final String PARTITION = "tocsin.dead-letter.partition";
  public static final String OFFSET = "tocsin.dead-letter.offset";

  /** Kafka timestamp of the original, milliseconds since the epoch, in decimal. */
  public static final String TIMESTAMP = "tocsin.dead-letter.timestamp";

  /** Size of the original in bytes; only if a part of it was too large and is omitted. */
  public static final String OMITTED_BYTES = "tocsin.dead-letter.omitted-bytes";

  /**
   * The only header of a marker: a record of the dead-letter topic which states that the dead
   * letter with this id, {@code <partition>-<offset>}, was sent again. A dead letter always has a
   * {@link #REASON}; a marker never does.
   */
  public static final String REDRIVEN = "tocsin.dead-letter.redriven";

  /**
   * On a redriven record: the place of the original in the same topic, {@code
   * <partition>-<offset>}.
   */
  public static final String REDRIVEN_FROM = "tocsin.redriven-from";

  /**
   * On a tombstone of a window, which has no field of this name: the revision that the author saw,
   * in decimal.
   */
  public static final String BASED_ON = "based_on";

  /** On a tombstone of a window, which has no field of this name: who withdrew it. */
  public static final String AUTHOR = "author";

  /** On a restatement of a window: the revision that it restates, in decimal. */
  public static final String RESTATES = "tocsin.restates";

  /** On a restatement of a window: the offset of the refused record behind it, in decimal. */
  public static final String REFUSED = "tocsin.restates.refused";

  private static final String OWN = "tocsin.";

  /** CloudEvents 1.0, Kafka binding, binary mode. */
  public static final String CE_SPECVERSION = "ce_specversion";

  public static final String CE_ID = "ce_id";
  public static final String CE_SOURCE = "ce_source";
  public static final String CE_TYPE = "ce_type";
  public static final String CE_SUBJECT = "ce_subject";
  public static final String CE_TIME = "ce_time";
  public static final String CONTENT_TYPE = "content-type";

  private HeaderNames() {}

  /** Whether Tocsin writes a header of this name. */
  public static boolean isOwn(String name) {
    return name.startsWith(OWN);
  }
}
