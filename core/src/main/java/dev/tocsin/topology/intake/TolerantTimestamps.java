package dev.tocsin.topology.intake;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Never throws, which would stop the thread, and never returns a negative time, which would
 * silently drop the record. A header passes a negative timestamp to intake validation, which
 * rejects the record.
 */
public final class TolerantTimestamps implements TimestampExtractor {

  private static final String HEADER = "tocsin.intake.timestamp";

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return record.timestamp();
    }
    byte[] original = ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array();
    record.headers().remove(HEADER).add(HEADER, original);
    return 0;
  }

  /** The original timestamp; removes the header. */
  static long original(Record<?, ?> record) {
    Header header = record.headers().lastHeader(HEADER);
    if (header == null) {
      return record.timestamp();
    }
    record.headers().remove(HEADER);
    byte[] value = header.value();
    return value != null && value.length == Long.BYTES
        ? ByteBuffer.wrap(value).getLong()
        : record.timestamp();
  }
}
