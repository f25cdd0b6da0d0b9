package dev.tocsin.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.cli.Console;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Shows what a dead letter carries: what is text as text, everything else in Base64. */
final class ContentText {

  private ContentText() {}

  /** For people, a line for each part. */
  static List<String> lines(Content content) {
    List<String> lines = new ArrayList<>();
    lines.add("key: " + shown(content.key()));
    lines.add("value: " + shown(content.value()));
    for (Header header : content.headers()) {
      lines.add("header " + quoted(header.key()) + ": " + shown(header.value()));
    }
    return lines;
  }

  static Map<String, @Nullable Object> json(Content content) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("key", part(content.key()));
    json.put("value", part(content.value()));
    List<Map<String, @Nullable Object>> headers = new ArrayList<>();
    for (Header header : content.headers()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", header.key());
      one.put("value", part(header.value()));
      headers.add(one);
    }
    json.put("headers", headers);
    return json;
  }

  private static @Nullable Map<String, String> part(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    return text(bytes)
        .map(text -> Map.of("text", text))
        .orElseGet(() -> Map.of("base64", base64(bytes)));
  }

  private static String shown(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    return text(bytes).map(ContentText::quoted).orElseGet(() -> "base64 " + base64(bytes));
  }

  /** As JSON escapes it: one line, whatever is in it. */
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

  /** Empty when it is not UTF-8, or has control characters beside those that divide lines. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePoints().allMatch(ContentText::isText) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(int point) {
    return !Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t';
  }
}
