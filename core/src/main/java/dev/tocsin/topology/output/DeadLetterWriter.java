package dev.tocsin.topology.output;

import dev.tocsin.naming.HeaderNames;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Writes a dead letter: key, value and headers as they came, and headers of ours that say why and
 * where from. It is dated now, so that retention counts from when it was buried.
 */
@NullUnmarked
public final class DeadLetterWriter<T> implements Processor<byte[], Intake<T>, byte[], byte[]> {

  private final int maxBytes;
  private ProcessorContext<byte[], byte[]> context;

  /**
   * @param maxBytes largest key, value or set of headers that is carried; a larger one stays in its
   *     topic only
   */
  public DeadLetterWriter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], Intake<T>> record) {
    if (record.value() instanceof Intake.Dead<T> dead) {
      RawRecord raw = dead.raw();
      // Key and headers of such a size nobody sends by chance; what counts is that the letter is
      // written, with the place where the original lies.
      boolean carriesHeaders = raw.headerBytes() <= maxBytes;
      Headers headers =
          carriesHeaders ? new RecordHeaders(raw.headers().toArray()) : new RecordHeaders();
      add(headers, HeaderNames.REASON, dead.reason().name());
      add(headers, HeaderNames.DETAIL, dead.detail());
      add(headers, HeaderNames.TOPIC, raw.topic());
      add(headers, HeaderNames.PARTITION, Integer.toString(raw.partition()));
      add(headers, HeaderNames.OFFSET, Long.toString(raw.offset()));
      add(headers, HeaderNames.TIMESTAMP, Long.toString(raw.timestamp()));
      boolean carriesKey = fits(raw.key());
      boolean carriesValue = fits(raw.value());
      if (!carriesHeaders || !carriesKey || !carriesValue) {
        add(headers, HeaderNames.OMITTED_BYTES, Long.toString(raw.size()));
      }
      context.forward(
          new Record<>(
              carriesKey ? raw.key() : null,
              carriesValue ? raw.value() : null,
              Objects.requireNonNull(context).currentSystemTimeMs(),
              headers));
    }
  }

  private boolean fits(byte[] part) {
    return part == null || part.length <= maxBytes;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
