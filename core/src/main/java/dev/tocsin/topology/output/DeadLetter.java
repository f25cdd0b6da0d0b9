package dev.tocsin.topology.output;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.topology.intake.RawRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of the dead-letter topic: key, value and headers of the original, and headers with the
 * reason and the place of the original. A part of the original that is too large is omitted, so
 * that the dead letter can always be written.
 */
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  /**
   * Makes a dead letter.
   *
   * @param detail what is wrong, without data of the record
   * @param maxBytes largest key, value and set of headers to carry, each; larger ones are omitted
   */
  public static DeadLetter of(RawRecord raw, DeadLetterReason reason, String detail, int maxBytes) {
    boolean carriesHeaders = raw.headerBytes() <= maxBytes;
    boolean carriesKey = fits(raw.key(), maxBytes);
    boolean carriesValue = fits(raw.value(), maxBytes);
    Headers headers =
        carriesHeaders ? new RecordHeaders(raw.headers().toArray()) : new RecordHeaders();
    add(headers, HeaderNames.REASON, reason.name());
    add(headers, HeaderNames.DETAIL, detail);
    add(headers, HeaderNames.TOPIC, raw.topic());
    add(headers, HeaderNames.PARTITION, Integer.toString(raw.partition()));
    add(headers, HeaderNames.OFFSET, Long.toString(raw.offset()));
    add(headers, HeaderNames.TIMESTAMP, Long.toString(raw.timestamp()));
    if (!carriesHeaders || !carriesKey || !carriesValue) {
      add(headers, HeaderNames.OMITTED_BYTES, Long.toString(raw.size()));
    }
    return new DeadLetter(
        carriesKey ? raw.key() : null, carriesValue ? raw.value() : null, headers);
  }

  private static boolean fits(byte @Nullable [] part, int maxBytes) {
    return part == null || part.length <= maxBytes;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
