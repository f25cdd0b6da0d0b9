package dev.tocsin.cli.deadletters;

import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of the dead-letter topic. A provider may have used the names of Tocsin's
 * headers too; Tocsin's own are the last ones, from the last reason on, and only they count.
 */
final class LetterReader {

  /** The overhead of a header beside its name and value. */
  private static final int HEADER_BYTES = 8;

  private final TopicNames topics;

  /** The same few texts occur in possibly a million letters. */
  private final Map<String, String> shared = new HashMap<>();

  LetterReader(TopicNames topics) {
    this.topics = topics;
  }

  /** Empty for a record that is not a dead letter. */
  Optional<Letter> letter(ConsumerRecord<byte[], byte[]> polled) {
    Header[] headers = polled.headers().toArray();
    int start = ownStart(headers);
    if (start < 0) {
      return Optional.empty();
    }
    Map<String, String> own = new HashMap<>();
    for (int i = start; i < headers.length; i++) {
      own.put(headers[i].key(), text(headers[i]));
    }
    String topic = shared(own.getOrDefault(HeaderNames.TOPIC, ""));
    String omitted = own.get(HeaderNames.OMITTED_BYTES);
    boolean keyed = isKeyed(topics, topic);
    return Optional.of(
        new Letter(
            new Letter.Id(polled.partition(), polled.offset()),
            Instant.ofEpochMilli(polled.timestamp()),
            shared(own.getOrDefault(HeaderNames.REASON, "")),
            shared(own.getOrDefault(HeaderNames.DETAIL, "")),
            new Letter.Source(
                topic,
                (int) Math.min(number(own.get(HeaderNames.PARTITION)), Integer.MAX_VALUE),
                number(own.get(HeaderNames.OFFSET))),
            topics.providerOf(topic).map(this::shared).orElse(null),
            omitted == null ? size(polled, headers, start) : number(omitted),
            omitted != null,
            polled.value() != null,
            keyed && polled.key() != null ? Bytes.wrap(polled.key()) : null));
  }

  /** The dead letter that a marker marks as sent again; empty for any other record. */
  static Optional<Letter.Id> marker(ConsumerRecord<byte[], byte[]> polled) {
    Header header = polled.headers().lastHeader(HeaderNames.REDRIVEN);
    return header == null || polled.headers().lastHeader(HeaderNames.REASON) != null
        ? Optional.empty()
        : Letter.Id.parse(text(header));
  }

  /** The original record in a dead letter. */
  static Content content(ConsumerRecord<byte[], byte[]> polled) {
    Header[] headers = polled.headers().toArray();
    List<Header> provided = new ArrayList<>();
    for (int i = 0; i < ownStart(headers); i++) {
      // Headers of an earlier dead letter of the record: sent again, they would count.
      if (!HeaderNames.isOwn(headers[i].key())) {
        provided.add(headers[i]);
      }
    }
    return new Content(polled.key(), polled.value(), provided);
  }

  /** Whether only the latest record per key of a topic counts. */
  static boolean isKeyed(TopicNames topics, String topic) {
    return topic.equals(topics.window()) || topic.equals(topics.account());
  }

  private static int ownStart(Header[] headers) {
    for (int i = headers.length - 1; i >= 0; i--) {
      if (headers[i].key().equals(HeaderNames.REASON)) {
        return i;
      }
    }
    return -1;
  }

  private static long size(ConsumerRecord<byte[], byte[]> polled, Header[] headers, int end) {
    long size = length(polled.key()) + length(polled.value());
    for (int i = 0; i < end; i++) {
      size += HEADER_BYTES + Utils.utf8Length(headers[i].key()) + length(headers[i].value());
    }
    return size;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String text(Header header) {
    byte[] value = header.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private String shared(String text) {
    String known = shared.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
