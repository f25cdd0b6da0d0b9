package dev.tocsin.config;

import java.time.Duration;

/** How the work is done. */
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
            Directory of the local state, for Tocsin alone, mode 0700. Empty means \
            `$XDG_DATA_HOME/tocsin`, or `~/.local/share/tocsin`. It can be restored from Kafka, \
            but that takes time: put it on a disk that survives a restart. It \
            belongs to one Kafka cluster; the state of another is refused at start.""")
        .count(
            STREAM_THREADS,
            1,
            Check.between(1, 1000),
            "Threads that process records; more than there are tasks stay idle.")
        .count(
            STANDBY_REPLICAS,
            0,
            Check.between(0, 100),
            """
            Warm copies of each task's state on other instances. 1 in production: without one, the \
            state of a lost instance is restored from Kafka before its tasks go on.""")
        .time(
            COMMIT_INTERVAL,
            "100ms",
            Duration.ofMillis(1),
            Duration.ofMinutes(10),
            """
            Time between commits. Outputs become visible with a commit, so this bounds latency \
            from below; each commit costs.""")
        .time(
            TRANSACTION_TIMEOUT,
            "10s",
            Duration.ofSeconds(1),
            Duration.ofMinutes(15),
            """
            The broker aborts a transaction that is open for longer. After a crash, readers of the \
            outputs wait this long at most.""")
        .size(
            ROCKSDB_CACHE_BYTES,
            256L * MIB,
            Check.atLeast(8L * MIB),
            """
            Memory of all local stores together, outside the Java heap: blocks, indexes, filters \
            and write buffers. It does not grow with the history.""")
        .size(
            ROCKSDB_WRITE_BUFFER_BYTES,
            96L * MIB,
            Check.atLeast(4L * MIB),
            """
            Part of `rocksdb.cache.bytes` that write buffers may take before they are written to \
            disk. A larger one writes to disk less often.""")
        .text(
            GROUP_PROTOCOL,
            "classic",
            Check.oneOf("classic", "streams"),
            """
            How instances share the work. `streams` is the broker's own assignment: it takes the \
            number of standby copies from the group's configuration on the broker, not from \
            `standby.replicas`.""");
  }
}
