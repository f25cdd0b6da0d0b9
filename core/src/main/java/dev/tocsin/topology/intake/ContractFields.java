package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.FieldLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of contract fields that the readers of the input topics share. */
final class ContractFields {

  private ContractFields() {}

  static String notBlank(String field, @Nullable String value) throws IntakeRejectedException {
    if (value == null || value.isBlank()) {
      throw new IntakeRejectedException(
          DeadLetterReason.MISSING_FIELD, field + " is missing or blank");
    }
    return Objects.requireNonNull(bounded(field, value, FieldLimits.MAX_NAME));
  }

  /** An optional attribute. */
  static @Nullable String optional(String field, @Nullable String value)
      throws IntakeRejectedException {
    return bounded(field, value, FieldLimits.MAX_NAME);
  }

  /** A text for display. */
  static @Nullable String prose(String field, @Nullable String value)
      throws IntakeRejectedException {
    return bounded(field, value, FieldLimits.MAX_PROSE);
  }

  private static @Nullable String bounded(String field, @Nullable String value, int most)
      throws IntakeRejectedException {
    if (value != null && value.length() > most) {
      throw new IntakeRejectedException(
          DeadLetterReason.FIELD_TOO_LONG,
          field + " has " + value.length() + " characters; at most " + most + " are allowed");
    }
    return value;
  }

  /** The record key as text. */
  static String key(RawRecord raw) throws IntakeRejectedException {
    if (raw.key() == null || raw.key().length == 0) {
      throw new IntakeRejectedException(DeadLetterReason.NULL_KEY, "the record has no key");
    }
    try {
      return notBlank(
          "the record key",
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.key())).toString());
    } catch (CharacterCodingException e) {
      throw new IntakeRejectedException(
          DeadLetterReason.KEY_MISMATCH, "the record key is not UTF-8");
    }
  }

  static String equalToKey(String key, String field, @Nullable String value)
      throws IntakeRejectedException {
    if (!key.equals(notBlank(field, value))) {
      throw new IntakeRejectedException(
          DeadLetterReason.KEY_MISMATCH, field + " differs from the record key");
    }
    return key;
  }

  /** A list of names has at least one, and none of them is blank. */
  static void names(String field, List<String> values) throws IntakeRejectedException {
    if (values.stream().anyMatch(value -> value == null || value.isBlank())) {
      throw new IntakeRejectedException(DeadLetterReason.EMPTY_LIST, field + " has a blank entry");
    }
    if (values.isEmpty()) {
      throw new IntakeRejectedException(DeadLetterReason.EMPTY_LIST, field + " is an empty list");
    }
  }

  /** A list of short names that events repeat. */
  static void listed(String field, List<String> values) throws IntakeRejectedException {
    if (values.size() > FieldLimits.MAX_NAMES) {
      throw new IntakeRejectedException(
          DeadLetterReason.FIELD_TOO_LONG,
          field
              + " has "
              + values.size()
              + " entries; at most "
              + FieldLimits.MAX_NAMES
              + " are allowed");
    }
    for (String value : values) {
      bounded("an entry of " + field, value, FieldLimits.MAX_LISTED_NAME);
    }
  }

  /** The form of a channel: stripped, in upper case. */
  static String channel(String value) {
    return value.strip().toUpperCase(Locale.ROOT);
  }

  /** Requires a time between the epoch and the latest accepted one; milliseconds. */
  static long plausible(String field, Instant time, long latest) throws IntakeRejectedException {
    long millis = time.toEpochMilli();
    if (millis < 0) {
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_EVENT_TIME, field + " is before 1970-01-01");
    }
    if (millis > latest) {
      throw new IntakeRejectedException(
          DeadLetterReason.FUTURE_EVENT_TIME, field + " is in the future", millis);
    }
    return millis;
  }
}
