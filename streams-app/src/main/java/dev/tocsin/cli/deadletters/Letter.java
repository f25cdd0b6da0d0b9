package dev.tocsin.cli.deadletters;

import java.time.Instant;
import java.util.Comparator;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter says of itself, without what it carries: many of them fit into memory.
 *
 * @param at when it was set aside
 * @param reason name of a {@code DeadLetterReason}, perhaps of a newer release
 * @param detail what is wrong, without any data of the record
 * @param provider whose message log it was; null for windows and accounts
 * @param bytes size of the original record
 * @param omitted whether a part of the original was too large to be carried
 * @param hasValue whether it carries a value
 * @param key of a window or account; null for message logs, whose keys nobody compares
 */
record Letter(
    LetterId id,
    Instant at,
    String reason,
    String detail,
    Source source,
    @Nullable String provider,
    long bytes,
    boolean omitted,
    boolean hasValue,
    @Nullable Bytes key) {

  /** By age; the position decides between those of one instant. */
  static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::at).thenComparing(Letter::id);

  /**
   * Where the original lies, or lay.
   *
   * @param topic empty when the headers do not say
   * @param partition -1 when the headers do not say
   * @param offset -1 when the headers do not say
   */
  record Source(String topic, int partition, long offset) {
    boolean isKnown() {
      return !topic.isEmpty() && partition >= 0 && offset >= 0;
    }

    @Override
    public String toString() {
      return isKnown() ? topic + "-" + partition + "@" + offset : "-";
    }
  }

  /** Nothing of what it carries. */
  @Override
  public String toString() {
    return "dead letter " + id;
  }
}
