package dev.tocsin.proof.events;

import java.util.Random;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** The partitions that the clients of providers choose; the detector must not rely on any. */
public final class ProviderPartitioning {

  private ProviderPartitioning() {}

  /** The partition that the Java client, librdkafka or no partitioner at all would choose. */
  public static int choose(byte[] key, int partitions, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Utils.toPositive(Utils.murmur2(key)) % partitions;
      case 1 -> {
        CRC32 crc = new CRC32();
        crc.update(key);
        yield (int) (crc.getValue() % partitions);
      }
      default -> random.nextInt(partitions);
    };
  }
}
