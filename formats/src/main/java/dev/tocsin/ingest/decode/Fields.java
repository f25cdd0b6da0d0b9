package dev.tocsin.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed, strict access to one JSON object: a number is never read from text, nor text from a
 * number, because either conversion loses something (a leading zero, a plus sign). It records which
 * fields were read, so that it can report the others.
 */
public final class Fields {

  /** Names under which telephony providers send message content. Counted, never read. */
  private static final Set<String> CONTENT =
      Set.of(
          "body",
          "bodytext",
          "content",
          "dtmf",
          "mediaurl",
          "mediaurls",
          "message",
          "messagebody",
          "messagecontent",
          "messagetext",
          "recordingurl",
          "subject",
          "text",
          "transcription",
          "transcriptiontext");

  private final JsonNode node;
  private final String path;
  private final Set<String> read = new HashSet<>();
  private final Map<String, Fields> children = new LinkedHashMap<>();

  /**
   * @throws RejectException when the node is not an object
   */
  public Fields(JsonNode node) throws RejectException {
    this(node, "");
  }

  private Fields(JsonNode node, String path) throws RejectException {
    if (!node.isObject()) {
      throw new RejectException(
          RejectReason.NOT_AN_OBJECT,
          path.isEmpty() ? null : path.substring(0, path.length() - 1),
          "found " + type(node));
    }
    this.node = node;
    this.path = path;
  }

  /** Whether a field has a value. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Marks fields as known without reading them. */
  public void ignore(String... names) {
    read.addAll(List.of(names));
  }

  /**
   * The object in a field; messages name its fields {@code outer.inner}.
   *
   * @throws RejectException when it is missing or not an object
   */
  public Fields object(String name) throws RejectException {
    Fields child = optionalObject(name);
    if (child == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, path + name);
    }
    return child;
  }

  /** Like {@link #object}; null when it is missing. */
  public @Nullable Fields optionalObject(String name) throws RejectException {
    Fields known = children.get(name);
    if (known != null) {
      return known;
    }
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw wrongType(name, "an object", value);
    }
    Fields child = new Fields(value, path + name + ".");
    children.put(name, child);
    return child;
  }

  /**
   * The objects of a list; messages name the fields of the first {@code list[0].inner}.
   *
   * @throws RejectException when it is missing, empty or not a list of objects
   */
  public List<Fields> objects(String name) throws RejectException {
    JsonNode value = value(name);
    if (value == null || (value.isArray() && value.isEmpty())) {
      throw new RejectException(RejectReason.MISSING_FIELD, path + name);
    }
    if (!value.isArray()) {
      throw wrongType(name, "a list", value);
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String place = name + "[" + i + "]";
      if (!value.get(i).isObject()) {
        throw wrongType(place, "an object", value.get(i));
      }
      Fields child = new Fields(value.get(i), path + place + ".");
      children.put(place, child);
      objects.add(child);
    }
    return objects;
  }

  /** Text that must not be blank. */
  public String text(String name) throws RejectException {
    String value = optionalText(name);
    if (value == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, path + name);
    }
    return value;
  }

  /** The unchanged text, because identities are derived from it; null when absent or blank. */
  public @Nullable String optionalText(String name) throws RejectException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text", value);
    }
    String text = value.textValue();
    if (hasHalfCharacter(text)) {
      throw new RejectException(RejectReason.INVALID_TEXT, path + name);
    }
    return text.isBlank() ? null : text;
  }

  /**
   * JSON can escape half of a surrogate pair; UTF-8 would encode all of them as a question mark.
   */
  private static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Single-line text for display; null when absent or blank. */
  public @Nullable String optionalLine(String name) throws RejectException {
    String text = optionalText(name);
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      throw new RejectException(RejectReason.CONTROL_CHARACTER, path + name);
    }
    return text;
  }

  /** Like {@link #optionalLine} for a field that must not be blank. */
  public String line(String name) throws RejectException {
    text(name);
    return Objects.requireNonNull(optionalLine(name));
  }

  /** ISO 8601 with an offset, or epoch milliseconds as a number; truncated to the millisecond. */
  public Instant instant(String name) throws RejectException {
    Instant value = optionalInstant(name);
    if (value == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, path + name);
    }
    return value;
  }

  /** Like {@link #instant}; null when absent or blank. */
  public @Nullable Instant optionalInstant(String name) throws RejectException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      return Times.epochMillis(path + name, whole(name, value, RejectReason.INVALID_TIME));
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text or a whole number", value);
    }
    String text = optionalText(name);
    return text == null ? null : Times.isoWithOffset(path + name, text);
  }

  /** ISO text with an offset; text without one is rejected. */
  public Instant isoInstant(String name) throws RejectException {
    return Times.isoWithOffset(path + name, text(name));
  }

  /**
   * ISO text.
   *
   * @param zone of text without an offset; null to reject such text
   */
  public Instant isoInstant(String name, @Nullable ZoneId zone) throws RejectException {
    return Times.iso(path + name, text(name), zone);
  }

  /** Epoch milliseconds as a number. */
  public Instant epochMillis(String name) throws RejectException {
    return Times.epochMillis(path + name, number(name, RejectReason.INVALID_TIME));
  }

  /** Epoch seconds as a number. */
  public Instant epochSeconds(String name) throws RejectException {
    return Times.epochSeconds(path + name, number(name, RejectReason.INVALID_TIME));
  }

  /** A whole number; null when absent. */
  public @Nullable Long optionalNumber(String name) throws RejectException {
    return optionalNumber(name, RejectReason.WRONG_TYPE);
  }

  private long number(String name, RejectReason otherwise) throws RejectException {
    Long number = optionalNumber(name, otherwise);
    if (number == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, path + name);
    }
    return number;
  }

  private @Nullable Long optionalNumber(String name, RejectReason otherwise)
      throws RejectException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrongType(name, "a number", value);
    }
    return whole(name, value, otherwise);
  }

  /** Accepts a value; the fields that were not read are dropped and listed. */
  public <T> Decoded.Accepted<T> accepted(T value) {
    List<String> content = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    leftovers(content, unknown);
    return new Decoded.Accepted<>(value, List.copyOf(content), List.copyOf(unknown));
  }

  /** Skips the object; its content fields are dropped and counted as well. */
  public <T> Decoded.Skipped<T> skipped(SkipReason reason) {
    List<String> content = new ArrayList<>();
    leftovers(content, new ArrayList<>());
    return new Decoded.Skipped<>(reason, List.copyOf(content));
  }

  private void leftovers(List<String> content, List<String> unknown) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (isContent(name) && !read.contains(name)) {
                content.add(path + name);
              } else if (!read.contains(name)) {
                unknown.add(path + name);
                contentIn(node.get(name), path + name, content);
              }
            });
    children.values().forEach(child -> child.leftovers(content, unknown));
  }

  /** Finds content fields at any depth of a field that was not read. */
  private static void contentIn(JsonNode unread, String where, List<String> content) {
    if (unread.isArray()) {
      unread.forEach(element -> contentIn(element, where, content));
    } else if (unread.isObject()) {
      unread
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (isContent(name)) {
                  content.add(where + "." + name);
                } else {
                  contentIn(unread.get(name), where + "." + name, content);
                }
              });
    }
  }

  /** Whether a field of this name, in camel, snake or kebab case, holds message content. */
  public static boolean isContent(String name) {
    return CONTENT.contains(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
  }

  private long whole(String name, JsonNode value, RejectReason otherwise) throws RejectException {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new RejectException(otherwise, path + name, "not a 64-bit integer");
    }
    return value.longValue();
  }

  private @Nullable JsonNode value(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private RejectException wrongType(String name, String expected, JsonNode found) {
    return new RejectException(
        RejectReason.WRONG_TYPE, path + name, "expected " + expected + ", found " + type(found));
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
