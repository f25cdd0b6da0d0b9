package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import dev.tocsin.codec.ByteSource;
import dev.tocsin.codec.DamagedBytesException;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.RowSeal;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rows of all blocks of a partition, sealed when written and opened when read. */
final class BlockRows {

  private final KeyValueStore<Bytes, byte[]> store;
  private final RowSeal seal;

  BlockRows(KeyValueStore<Bytes, byte[]> store, RowSeal seal) {
    this.store = store;
    this.seal = seal;
  }

  void write(long day, long sequence, BlockBuffer.Block block) {
    put(BlockKeys.of(BlockKeys.HEADER, day, sequence), block.header().encode());
    if (!block.header().isWhole()) {
      put(BlockKeys.of(BlockKeys.INDEX, day, sequence), block.index());
      put(BlockKeys.of(BlockKeys.DETAILS, day, sequence), block.details());
    }
  }

  void delete(long day, long sequence, BlockHeader header) {
    store.delete(BlockKeys.of(BlockKeys.HEADER, day, sequence));
    if (!header.isWhole()) {
      store.delete(BlockKeys.of(BlockKeys.INDEX, day, sequence));
      store.delete(BlockKeys.of(BlockKeys.DETAILS, day, sequence));
    }
  }

  /** The headers from a block to the end of a day, in the order of their keys. */
  KeyValueIterator<Bytes, byte[]> headers(long fromDay, long fromSequence, long toDay) {
    return store.range(
        BlockKeys.of(BlockKeys.HEADER, fromDay, fromSequence),
        BlockKeys.of(BlockKeys.HEADER, toDay, Long.MAX_VALUE));
  }

  BlockHeader header(Bytes key, byte[] closed) {
    return open(key, closed, BlockHeader::decode);
  }

  BlockReader reader(long day, long sequence, BlockHeader header) {
    Bytes key = BlockKeys.of(header.isWhole() ? BlockKeys.HEADER : BlockKeys.INDEX, day, sequence);
    byte[] index = header.isWhole() ? header.sections()[0] : open(key);
    return placed(
        key,
        () ->
            new BlockReader(
                day,
                header.count(),
                index,
                () ->
                    header.isWhole()
                        ? header.sections()[1]
                        : open(BlockKeys.of(BlockKeys.DETAILS, day, sequence))));
  }

  /** The header of an existing block. */
  BlockHeader header(long day, long sequence) {
    Bytes key = BlockKeys.of(BlockKeys.HEADER, day, sequence);
    return placed(key, () -> BlockHeader.decode(open(key)));
  }

  /** Reads from a block; a failure names the block. */
  void reading(long day, long sequence, Runnable reading) {
    placed(
        BlockKeys.of(BlockKeys.HEADER, day, sequence),
        () -> {
          reading.run();
          return true;
        });
  }

  @Nullable Counters counters() {
    Bytes key = BlockKeys.counters();
    byte[] closed = store.get(key);
    return closed == null ? null : open(key, closed, Counters::decode);
  }

  void counters(Counters counters) {
    put(BlockKeys.counters(), counters.encode());
  }

  private void put(Bytes key, byte[] plain) {
    store.put(key, seal.close(key.get(), plain));
  }

  private byte[] open(Bytes key) {
    byte[] closed = store.get(key);
    if (closed == null) {
      throw corrupt(key, "it is missing");
    }
    return open(key, closed, Function.identity());
  }

  private <T> T open(Bytes key, byte[] closed, Function<byte[], T> decoding) {
    return placed(key, () -> decoding.apply(seal.open(key.get(), closed)));
  }

  private static <T> T placed(Bytes key, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (CorruptRowException e) {
      throw e.isPlaced() ? e : corrupt(key, String.valueOf(e.getMessage()));
    } catch (DamagedBytesException e) {
      throw corrupt(key, String.valueOf(e.getMessage()));
    } catch (IndexOutOfBoundsException e) {
      throw corrupt(key, "it has an offset outside of its bytes");
    }
  }

  private static CorruptRowException corrupt(Bytes key, String why) {
    return new CorruptRowException(BlockKeys.describe(key), why);
  }

  /**
   * The counters of a partition.
   *
   * @param nextSequence sequence of the next block
   * @param records number of records
   */
  record Counters(long nextSequence, long records) {

    byte[] encode() {
      ByteSink out = new ByteSink();
      out.octet(BlockHeader.VERSION);
      out.varint(nextSequence);
      out.varint(records);
      return out.toArray();
    }

    static Counters decode(byte[] plain) {
      ByteSource in = new ByteSource(plain);
      BlockHeader.checkVersion(in.octet());
      return new Counters(in.varint(), in.varint());
    }
  }
}
