package dev.tocsin.cli.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.cli.Console;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The original record in a dead letter: personal data.
 *
 * @param headers the original headers, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Content(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {

  /** The content as JSON. */
  record Shown(@Nullable Part key, @Nullable Part value, List<NamedPart> headers) {}

  /** A header as JSON. */
  record NamedPart(String name, @Nullable Part value) {}

  /** Bytes as JSON: as text if they are text, else in Base64. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Part(@Nullable String text, @Nullable String base64) {

    static @Nullable Part of(byte @Nullable [] bytes) {
      if (bytes == null) {
        return null;
      }
      String text = Content.text(bytes).orElse(null);
      return new Part(text, text == null ? Content.base64(bytes) : null);
    }
  }

  Shown json() {
    return new Shown(
        Part.of(key),
        Part.of(value),
        headers.stream()
            .map(header -> new NamedPart(header.key(), Part.of(header.value())))
            .toList());
  }

  /** The content as text, one line per part. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("key: " + shown(key));
    lines.add("value: " + shown(value));
    for (Header header : headers) {
      lines.add("header " + quoted(header.key()) + ": " + shown(header.value()));
    }
    return lines;
  }

  private static String shown(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    return text(bytes).map(Content::quoted).orElseGet(() -> "base64 " + base64(bytes));
  }

  /** As a JSON string, which is always on one line. */
  private static String quoted(String text) {
    try {
      return Console.mapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Empty if the bytes are not UTF-8, or contain control characters other than white space. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePoints().allMatch(Content::isText) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(int point) {
    return !Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t';
  }

  /** Without personal data. */
  @Override
  public String toString() {
    return "content of a dead letter";
  }
}
