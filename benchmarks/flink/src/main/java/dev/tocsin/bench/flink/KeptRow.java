package dev.tocsin.bench.flink;

import dev.tocsin.event.MessageLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/**
 * A log record in bytes: what a window is held against, and the record itself as it came in. It is
 * put together once, and copied as it is between operators and into the state, where an object of
 * several fields would be taken apart each time.
 */
final class KeptRow {

  static final TypeInformation<byte[]> TYPE = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private static final int CHANNEL_LENGTH = Long.BYTES;
  private static final int CHANNEL = CHANNEL_LENGTH + 1;

  private KeptRow() {}

  static byte[] of(long sentAt, String channel, byte[] record) {
    byte[] name = channel.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(CHANNEL + name.length + record.length)
        .putLong(sentAt)
        .put((byte) name.length)
        .put(name)
        .put(record)
        .array();
  }

  static long sentAt(byte[] row) {
    return ByteBuffer.wrap(row).getLong();
  }

  static String channel(byte[] row) {
    return new String(row, CHANNEL, row[CHANNEL_LENGTH], StandardCharsets.UTF_8);
  }

  /** Reads account, log id and row. */
  static final class Reader extends WireReader<Tuple3<String, String, byte[]>, MessageLog> {

    private static final long serialVersionUID = 1;

    Reader(String registry) {
      super(Types.TUPLE(Types.STRING, Types.STRING, TYPE), MessageLog.class, registry);
    }

    @Override
    Tuple3<String, String, byte[]> event(MessageLog log, byte[] bytes) {
      return Tuple3.of(
          log.getAccountId(),
          log.getLogId(),
          of(log.getSentAt().toEpochMilli(), log.getChannel(), bytes));
    }
  }
}
