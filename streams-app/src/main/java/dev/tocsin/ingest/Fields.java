package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one JSON object, strict in what it takes: a number is never read from text, nor
 * text from a number, because both lose something (a leading zero, a plus sign). It remembers what
 * was asked for, so that what is left over can be named.
 */
final class Fields {

  /** Names under which telephony providers send what was said. Never read, only counted. */
  private static final Set<String> CONTENT =
      Set.of(
          "body",
          "content",
          "dtmf",
          "message",
          "message_body",
          "message_content",
          "media_urls",
          "recording_url",
          "subject",
          "text",
          "transcription",
          "transcription_text");

  // 10 digits or fewer: milliseconds of early 1970, which no one means.
  private static final long SMALLEST_PLAUSIBLE_MILLIS = 10_000_000_000L;

  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  Fields(JsonNode node) throws RejectException {
    if (!node.isObject()) {
      throw new RejectException(RejectReason.NOT_AN_OBJECT, null, "found " + type(node));
    }
    this.node = node;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Marks a field as known without reading it. */
  void ignore(String name) {
    read.add(name);
  }

  String text(String name) throws RejectException {
    String value = optionalText(name);
    if (value == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, name);
    }
    return value;
  }

  /** The text exactly as it is, because identities are made of it; null when absent or blank. */
  @Nullable String optionalText(String name) throws RejectException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text", value);
    }
    String text = value.textValue();
    return text.isBlank() ? null : text;
  }

  /** Text that people read on one line; null when absent or blank. */
  @Nullable String optionalLine(String name) throws RejectException {
    String text = optionalText(name);
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      throw new RejectException(RejectReason.CONTROL_CHARACTER, name);
    }
    return text;
  }

  /** Like {@link #optionalLine} for a field that must not be blank. */
  String line(String name) throws RejectException {
    text(name);
    return Objects.requireNonNull(optionalLine(name));
  }

  /** ISO 8601 with an offset, or epoch milliseconds as a number; truncated to the millisecond. */
  Instant instant(String name) throws RejectException {
    Instant value = optionalInstant(name);
    if (value == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, name);
    }
    return value;
  }

  @Nullable Instant optionalInstant(String name) throws RejectException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      return fromMillis(name, value);
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text or a whole number", value);
    }
    return fromIso(name);
  }

  /** Like {@link #instant} for formats that know ISO text only. */
  Instant isoInstant(String name) throws RejectException {
    text(name);
    return Objects.requireNonNull(fromIso(name));
  }

  <T> Decoded.Accepted<T> accepted(T value) {
    List<String> content = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                (CONTENT.contains(name.toLowerCase(Locale.ROOT)) ? content : unknown).add(name);
              }
            });
    return new Decoded.Accepted<>(value, List.copyOf(content), List.copyOf(unknown));
  }

  private static Instant fromMillis(String name, JsonNode value) throws RejectException {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new RejectException(RejectReason.INVALID_TIME, name, "not a whole number of 64 bits");
    }
    long millis = value.longValue();
    if (millis <= 0) {
      throw new RejectException(RejectReason.INVALID_TIME, name, "not after 1970-01-01");
    }
    if (millis < SMALLEST_PLAUSIBLE_MILLIS) {
      throw new RejectException(RejectReason.TIME_IN_SECONDS, name);
    }
    return Instant.ofEpochMilli(millis);
  }

  private @Nullable Instant fromIso(String name) throws RejectException {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      // The cause quotes the text, so it is left behind.
      throw new RejectException(RejectReason.INVALID_TIME, name);
    }
    if (!instant.isAfter(Instant.EPOCH)) {
      throw new RejectException(RejectReason.INVALID_TIME, name, "not after 1970-01-01");
    }
    // Years beyond what 64 bits of milliseconds hold parse as ISO text.
    if (instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
      throw new RejectException(RejectReason.INVALID_TIME, name, "too far ahead");
    }
    return instant;
  }

  private @Nullable JsonNode value(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static RejectException wrongType(String name, String expected, JsonNode found) {
    return new RejectException(
        RejectReason.WRONG_TYPE, name, "expected " + expected + ", found " + type(found));
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
