package dev.tocsin.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Strict JSON parsing for untrusted input. */
public final class Json {

  /**
   * Largest document in bytes: far above any record of metadata, below the limit of a Kafka record.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /** Maximum nesting depth of objects and lists. */
  public static final int MAX_DEPTH = 64;

  /**
   * Limits the size of a value, so that one value of a large document cannot exhaust the memory.
   */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // The parser's messages must not quote the input.
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Json.MAX_BYTES)
                          .build())
                  .build())
          .build();

  /** The character that Java decodes invalid UTF-8 to. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final ObjectReader LINE =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** A decoder that rejects all malformed sequences; Jackson's own accepts some of them. */
  public static CharsetDecoder strictUtf8() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  public static JsonNode parse(String line) throws RejectException {
    try {
      return LINE.readTree(line);
    } catch (JsonProcessingException e) {
      throw reject(e);
    }
  }

  /**
   * Parses the consecutive documents of a text.
   *
   * @return empty when any part of the text is not JSON
   */
  public static List<JsonNode> parseSeveral(String text) {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        documents.add(MAPPER.readTree(parser));
      }
      return documents;
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Parses one document in UTF-8, with or without a byte order mark. */
  public static JsonNode parse(byte[] document) throws RejectException {
    if (document.length > MAX_BYTES) {
      throw new RejectException(RejectReason.LINE_TOO_LONG, null);
    }
    String text = text(document);
    return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** Decodes UTF-8; rejects invalid bytes. */
  public static String text(byte[] utf8) throws RejectException {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // The text contains the character itself, or invalid bytes.
    try {
      return strictUtf8().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectException(RejectReason.INVALID_UTF8, null);
    }
  }

  /** Converts an exception; only its position is kept, because its message quotes the input. */
  public static RejectException reject(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return new RejectException(RejectReason.LINE_TOO_LONG, null, "too long or too deeply nested");
    }
    boolean duplicate =
        e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
    JsonLocation at = e.getLocation();
    return new RejectException(
        duplicate ? RejectReason.DUPLICATE_FIELD : RejectReason.MALFORMED_JSON,
        null,
        at == null || at.getColumnNr() < 1 ? null : "column " + at.getColumnNr());
  }
}
