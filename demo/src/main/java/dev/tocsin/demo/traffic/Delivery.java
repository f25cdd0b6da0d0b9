package dev.tocsin.demo.traffic;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** How a provider's client keys and partitions what it pushes. Providers differ in this. */
public enum Delivery {
  /** Keyed by account, partitioned like the Java client does. */
  JAVA {
    @Override
    int hash(LogEntry entry) {
      return Utils.murmur2(utf8(entry.account()));
    }
  },
  /** Keyed by account, partitioned like librdkafka does by default. */
  LIBRDKAFKA {
    @Override
    int hash(LogEntry entry) {
      return crc32(utf8(entry.account()));
    }
  },
  /** No key: any partition. */
  UNKEYED {
    @Override
    int hash(LogEntry entry) {
      return crc32(utf8(entry.logId()));
    }
  };

  abstract int hash(LogEntry entry);

  /** The partition among {@code partitions} that such a client chooses. */
  public int partition(LogEntry entry, int partitions) {
    return switch (this) {
      case JAVA -> Utils.toPositive(hash(entry)) % partitions;
      case LIBRDKAFKA, UNKEYED -> Integer.remainderUnsigned(hash(entry), partitions);
    };
  }

  /** The record key that such a client sends. */
  public byte @Nullable [] key(LogEntry entry) {
    return this == UNKEYED ? null : utf8(entry.account());
  }

  private static int crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
