package dev.tocsin.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The values that a key accepts, in words and in code. The words go into the documentation and into
 * the error for an invalid value; the value itself does not, since it may be a secret.
 *
 * @param expected completes "expected ..."
 * @param accepts whether a parsed, non-null value is valid
 * @param words the valid values of an enumeration; else none
 */
record Check(String expected, Predicate<Object> accepts, List<String> words)
    implements ConfigDef.Validator {

  Check(String expected, Predicate<Object> accepts) {
    this(expected, accepts, List.of());
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value != null && !accepts.test(value)) {
      throw new ConfigException(name + ": expected " + expected);
    }
  }

  @Override
  public String toString() {
    return expected;
  }

  static Check text(String expected, Predicate<String> accepts) {
    return new Check(expected, value -> accepts.test((String) value));
  }

  static Check oneOf(String... values) {
    List<String> all = List.of(values);
    return new Check(
        "one of " + String.join(", ", values), value -> all.contains((String) value), all);
  }

  static Check between(long min, long max) {
    return new Check(
        "a whole number from " + min + " to " + max,
        value -> ((Number) value).longValue() >= min && ((Number) value).longValue() <= max);
  }

  static Check atLeast(long min) {
    return new Check(
        "a whole number of at least " + min, value -> ((Number) value).longValue() >= min);
  }

  static Check duration(Duration min, Duration max) {
    return text(
        Durations.EXPECTED + ", from " + Durations.format(min) + " to " + Durations.format(max),
        value ->
            Durations.parse(value)
                .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0)
                .isPresent());
  }

  static Check each(String expected, Predicate<String> accepts) {
    return new Check(
        expected, value -> ((List<?>) value).stream().allMatch(e -> accepts.test((String) e)));
  }
}
