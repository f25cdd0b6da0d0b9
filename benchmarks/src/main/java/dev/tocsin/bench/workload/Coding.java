package dev.tocsin.bench.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How a provider writes its log records. */
public enum Coding {
  /** The contract in the Confluent wire format, with the account as the key. */
  AVRO(Map.of()),

  /** The same fields as JSON without a key, as a provider pushes what it has. */
  JSON(Map.of("format", "canonical"));

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("ImmutableEnumChecker") // Map.of never changes
  private final Map<String, String> feed;

  Coding(Map<String, String> feed) {
    this.feed = feed;
  }

  /** The name in reports. */
  public String label() {
    return this == AVRO ? "Avro" : name().toUpperCase(Locale.ROOT);
  }

  /** Settings of the provider in the detector, by the last part of the key. */
  public Map<String, String> feed() {
    return feed;
  }

  /** A record as {@link #JSON} writes it. */
  public static byte[] json(LogLine line) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("log_id", line.logId())
            .put("account_id", line.account())
            .put("phone", line.phone())
            .put("phone_e164", line.phone())
            .put("channel", line.channel())
            .put("sent_at", Instant.ofEpochMilli(line.sentAt()).toString())
            .put("message_type", line.messageType())
            .put("carrier", line.carrier())
            .put("country", line.country())
            .put("state", line.state());
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written", e);
    }
  }
}
