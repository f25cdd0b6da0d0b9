package dev.tocsin.cli.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a dead letter, without its content: many of them fit into memory.
 *
 * @param at when it was written
 * @param reason the name of a {@code DeadLetterReason}, possibly of a later release
 * @param detail what is wrong, without data of the record
 * @param provider the provider of a message log; null for windows and accounts
 * @param bytes the size of the original record
 * @param omitted whether a part of the original record was too large to include
 * @param hasValue whether it has a value
 * @param key the key of a window or account; null for message logs, whose keys are not compared
 */
record Letter(
    Id id,
    Instant at,
    String reason,
    String detail,
    Source source,
    @Nullable String provider,
    long bytes,
    boolean omitted,
    boolean hasValue,
    @Nullable Bytes key) {

  static final List<String> HEADER =
      List.of("LETTER", "SET_ASIDE", "REASON", "SOURCE", "BYTES", "REDRIVEN", "DETAIL");

  /** By time, then by position. */
  static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::at).thenComparing(Letter::id);

  /** The position in the dead-letter topic: {@code <partition>-<offset>}. */
  record Id(int partition, long offset) implements Comparable<Id> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
    private static final Comparator<Id> ORDER =
        Comparator.comparingInt(Id::partition).thenComparingLong(Id::offset);

    /** Empty if the text is not a position. */
    static Optional<Id> parse(String text) {
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(new Id(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
          : Optional.empty();
    }

    byte[] bytes() {
      return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Id other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  /**
   * The position of the original record.
   *
   * @param topic empty if the headers do not contain it
   * @param partition -1 if the headers do not contain it
   * @param offset -1 if the headers do not contain it
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

  /** The columns of {@link #HEADER}. */
  List<String> cells(Optional<Instant> redriven) {
    return List.of(
        id.toString(),
        at.toString(),
        reason,
        source.toString(),
        bytes + (omitted ? " (incomplete)" : ""),
        redriven.map(Instant::toString).orElse("-"),
        detail);
  }

  /** Id, reason and origin as JSON. */
  record Identity(
      String id,
      String reason,
      @Nullable String provider,
      String topic,
      int partition,
      long offset) {}

  /** A dead letter as JSON; the content is omitted unless it was requested. */
  record Shown(
      @JsonUnwrapped Identity identity,
      String detail,
      Instant setAsideAt,
      long bytes,
      boolean whole,
      @Nullable Instant redrivenAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) Content.@Nullable Shown content) {}

  Identity identity() {
    return new Identity(
        id.toString(), reason, provider, source.topic(), source.partition(), source.offset());
  }

  Shown json(Optional<Instant> redriven, @Nullable Content content) {
    return new Shown(
        identity(),
        detail,
        at,
        bytes,
        !omitted,
        redriven.orElse(null),
        content == null ? null : content.json());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "dead letter " + id;
  }
}
