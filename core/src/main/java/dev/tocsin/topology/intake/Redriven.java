package dev.tocsin.topology.intake;

import dev.tocsin.naming.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The place, in the same topic, of the original of a redriven record. Every writer to the topic can
 * set this header, for records of that topic only.
 */
public record Redriven(int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  /** Null when the record has no such header or a malformed one. */
  static @Nullable Redriven of(Headers headers) {
    Header header = headers.lastHeader(HeaderNames.REDRIVEN_FROM);
    if (header == null || header.value() == null) {
      return null;
    }
    Matcher form = FORM.matcher(new String(header.value(), StandardCharsets.UTF_8));
    return form.matches()
        ? new Redriven(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)))
        : null;
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
