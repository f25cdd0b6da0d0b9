package dev.tocsin.topology.output;

import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Writes one kind of output event. A record has the current time, because retention counts from the
 * timestamp, and exposures of old messages are found today.
 */
@NullUnmarked
public final class EventWriter<T> implements Processor<String, T, byte[], byte[]> {

  /** Serializes an output and adds its headers. */
  private interface Form<T> {
    byte[] value(T output, Headers headers, long now);
  }

  private final Form<T> form;
  private ProcessorContext<byte[], byte[]> context;

  private EventWriter(Form<T> form) {
    this.form = form;
  }

  public static EventWriter<ImpactOutput> exposedRecords(
      EventSerdes serdes, TopicNames topics, PhoneNormalizer phones) {
    return new EventWriter<>(
        (output, headers, now) ->
            serdes
                .exposedRecord()
                .serializer()
                .serialize(
                    topics.exposedRecord(),
                    headers,
                    Events.exposedRecord((ImpactOutput.Exposure) output, phones, now)));
  }

  public static EventWriter<ImpactOutput> notifications(EventSerdes serdes, TopicNames topics) {
    return new EventWriter<>(
        (output, headers, now) -> {
          var notification = (ImpactOutput.Notification) output;
          describe(notification, headers, now);
          return serdes
              .notification()
              .serializer()
              .serialize(
                  topics.notification(),
                  headers,
                  Events.notification(notification, topics.exposedRecord(), now));
        });
  }

  public static EventWriter<IncidentView> incidents(EventSerdes serdes, TopicNames topics) {
    return new EventWriter<>(
        (output, headers, now) ->
            serdes
                .incident()
                .serializer()
                .serialize(topics.incident(), headers, Events.summary(output, now)));
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, T> record) {
    long now = context.currentSystemTimeMs();
    Headers headers = new RecordHeaders();
    byte[] value = form.value(record.value(), headers, now);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    context.forward(new Record<>(key, value, now, headers));
  }

  /** Adds the CloudEvents attributes. An event always has the same id. */
  private static void describe(ImpactOutput.Notification notification, Headers headers, long now) {
    add(headers, HeaderNames.CE_SPECVERSION, "1.0");
    add(headers, HeaderNames.CE_ID, notification.notificationId() + "-" + notification.revision());
    add(headers, HeaderNames.CE_SOURCE, "/tocsin");
    add(
        headers,
        HeaderNames.CE_TYPE,
        "dev.tocsin.exposure.notification."
            + notification.action().name().toLowerCase(java.util.Locale.ROOT));
    add(headers, HeaderNames.CE_SUBJECT, notification.content().incident().id());
    add(headers, HeaderNames.CE_TIME, Instant.ofEpochMilli(now).toString());
    add(headers, HeaderNames.CONTENT_TYPE, "application/avro");
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
