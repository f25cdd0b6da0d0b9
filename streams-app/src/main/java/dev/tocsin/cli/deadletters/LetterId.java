package dev.tocsin.cli.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a dead letter by its place in the dead-letter topic: {@code <partition>-<offset>}. */
record LetterId(int partition, long offset) implements Comparable<LetterId> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
  private static final Comparator<LetterId> ORDER =
      Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

  /** Empty when the text names no place. */
  static Optional<LetterId> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new LetterId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(LetterId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
