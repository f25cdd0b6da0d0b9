package dev.tocsin.topology.intake;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Input;
import dev.tocsin.codec.Output;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A record of an input topic before decoding. */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** Bytes of a header in addition to its name and value, so that empty headers count too. */
  private static final int HEADER_BYTES = 8;

  static final Codec<Header> HEADER =
      new Codec<>(
          "header",
          1,
          (out, h) -> {
            out.text(h.key());
            out.optional(h.value(), Output::bytes);
          },
          in -> new RecordHeader(in.text(), in.optional(Input::bytes)));

  /** The stored form of parked records. */
  public static final Codec<RawRecord> CODEC =
      new Codec<>(
          "parked record",
          1,
          (out, r) -> {
            out.text(r.topic());
            out.number(r.partition());
            out.number(r.offset());
            out.number(r.timestamp());
            out.optional(r.key(), Output::bytes);
            out.optional(r.value(), Output::bytes);
            out.list(Arrays.asList(r.headers().toArray()), HEADER::write);
          },
          in ->
              new RawRecord(
                  in.text(),
                  in.integer(),
                  in.number(),
                  in.number(),
                  in.optional(Input::bytes),
                  in.optional(Input::bytes),
                  headers(in)));

  private static Headers headers(Input in) {
    return new RecordHeaders(in.list(HEADER::read));
  }

  /** Key, value and headers in bytes. */
  public long size() {
    return headerBytes() + length(key) + length(value);
  }

  /** Approximate size of the headers in bytes. */
  public long headerBytes() {
    long size = 0;
    for (Header header : headers) {
      size += HEADER_BYTES + Utils.utf8Length(header.key()) + length(header.value());
    }
    return size;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Topic, partition and offset; no data of the record. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
