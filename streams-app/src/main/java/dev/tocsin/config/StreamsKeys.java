package dev.tocsin.config;

import java.time.Duration;

/** Keys of Kafka Streams and the local state. */
public final class StreamsKeys {

  public static final String STATE_DIR = "state.dir";
  public static final String STREAM_THREADS = "stream.threads";
  public static final String STANDBY_REPLICAS = "standby.replicas";
  public static final String COMMIT_INTERVAL = "commit.interval";
  public static final String TRANSACTION_TIMEOUT = "transaction.timeout";
  public static final String ROCKSDB_CACHE_BYTES = "rocksdb.cache.bytes";
  public static final String ROCKSDB_WRITE_BUFFER_BYTES = "rocksdb.write.buffer.bytes";
  public static final String GROUP_PROTOCOL = "group.protocol";

  private static final long MIB = 1024L * 1024;

  private StreamsKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            STATE_DIR,
            "",
            Check.text("a directory", s -> s.indexOf('\0') < 0),
            """
            Directory of the local state, used by one instance, with mode 0700. Empty means \
            `$XDG_DATA_HOME/tocsin`, or `~/.local/share/tocsin`. Kafka Streams can restore it from \
            Kafka, but that takes time: use a disk that survives a restart. The directory belongs \
            to one Kafka cluster; Tocsin does not start with the state of another cluster.""")
        .count(
            STREAM_THREADS,
            1,
            Check.between(1, 1000),
            "Number of stream threads. Threads beyond the number of tasks are idle.")
        .count(
            STANDBY_REPLICAS,
            0,
            Check.between(0, 100),
            """
            Number of standby replicas of each task's state on other instances. Use 1 in \
            production: without a standby, the tasks of a lost instance wait until their state is \
            restored from Kafka.""")
        .time(
            COMMIT_INTERVAL,
            "100ms",
            Duration.ofMillis(1),
            Duration.ofMinutes(10),
            """
            Time between commits. Outputs become visible with a commit, so this is the lower bound \
            of the latency; shorter intervals cost CPU time.""")
        .time(
            TRANSACTION_TIMEOUT,
            "10s",
            Duration.ofSeconds(1),
            Duration.ofMinutes(15),
            """
            The broker aborts a transaction that is open for longer. After a crash, consumers of the \
            outputs wait at most this long.""")
        .size(
            ROCKSDB_CACHE_BYTES,
            256L * MIB,
            Check.atLeast(8L * MIB),
            """
            Total memory of all RocksDB stores of the process, outside the Java heap: blocks, \
            indexes, filters and write buffers. It does not grow with the history.""")
        .size(
            ROCKSDB_WRITE_BUFFER_BYTES,
            96L * MIB,
            Check.atLeast(4L * MIB),
            """
            Part of `rocksdb.cache.bytes` that write buffers may use before they are flushed to \
            disk. A larger value flushes less often.""")
        .text(
            GROUP_PROTOCOL,
            "classic",
            Check.oneOf("classic", "streams"),
            """
            Rebalance protocol of the consumer group. With `streams` the broker assigns the tasks \
            (KIP-1071) and takes the number of standby replicas from the group's configuration on \
            the broker, not from `standby.replicas`.""");
  }
}
