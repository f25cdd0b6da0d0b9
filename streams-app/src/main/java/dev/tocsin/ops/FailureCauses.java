package dev.tocsin.ops;

import dev.tocsin.codec.DamagedBytesException;
import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.topology.state.LostStateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.errors.UnknownTopologyException;

/**
 * Describes exceptions without their messages, which may quote a record. Only messages of the
 * brokers and of the history are quoted: they name topics, groups, positions and keys, never
 * contents.
 */
final class FailureCauses {

  /** The kind of a failure: the values of a metric label. */
  enum Kind {
    AUTHORIZATION,
    FENCED,
    MISSING_TOPIC,
    TIMEOUT,
    STATE_STORE,
    KEYSET,
    STATE_FORMAT,
    DATA,
    JVM,
    OTHER
  }

  private static final int FRAMES = 8;
  private static final int DEPTH = 8;

  private FailureCauses() {}

  /** The kind of the innermost cause whose kind is known. */
  static Kind kind(Throwable failure) {
    Deque<Throwable> chain = chain(failure);
    return chain.reversed().stream()
        .map(FailureCauses::ownKind)
        .filter(kind -> kind != Kind.OTHER)
        .findFirst()
        .orElse(Kind.OTHER);
  }

  /** For each cause from the outermost: its class, its message if that is safe, its frames. */
  static List<String> describe(Throwable failure) {
    List<String> lines = new ArrayList<>();
    for (Throwable cause : chain(failure)) {
      lines.add(cause.getClass().getName() + (quotable(cause) ? ": " + cause.getMessage() : ""));
      Arrays.stream(cause.getStackTrace())
          .limit(FRAMES)
          .forEach(frame -> lines.add("  at " + frame));
    }
    return lines;
  }

  private static Kind ownKind(Throwable cause) {
    return switch (cause) {
      case AuthorizationException e -> Kind.AUTHORIZATION;
      case AuthenticationException e -> Kind.AUTHORIZATION;
      case ProducerFencedException e -> Kind.FENCED;
      case InvalidProducerEpochException e -> Kind.FENCED;
      // The answer to an instance that paused until the broker aborted its transaction.
      case InvalidTxnStateException e -> Kind.FENCED;
      case TaskMigratedException e -> Kind.FENCED;
      case UnknownTopicOrPartitionException e -> Kind.MISSING_TOPIC;
      case MissingSourceTopicException e -> Kind.MISSING_TOPIC;
      case UnknownTopologyException e -> Kind.MISSING_TOPIC;
      case TimeoutException e -> Kind.TIMEOUT;
      case ProcessorStateException e -> Kind.STATE_STORE;
      case org.rocksdb.RocksDBException e -> Kind.STATE_STORE;
      case CorruptRowException e -> Kind.STATE_STORE;
      case LostStateException e -> Kind.STATE_STORE;
      case DamagedBytesException e -> Kind.STATE_STORE;
      case MissingKeyException e -> Kind.KEYSET;
      case UnknownVersionException e -> Kind.STATE_FORMAT;
      case SerializationException e -> Kind.DATA;
      case RecordTooLargeException e -> Kind.DATA;
      case Error e -> Kind.JVM;
      default -> Kind.OTHER;
    };
  }

  private static boolean quotable(Throwable cause) {
    return cause instanceof MissingKeyException
        || cause instanceof CorruptRowException
        || cause instanceof LostStateException
        || cause instanceof DamagedBytesException
        || cause instanceof UnknownVersionException
        || (cause instanceof ApiException && !(cause instanceof SerializationException));
  }

  /** The innermost cause. */
  static Throwable root(Throwable failure) {
    return chain(failure).getLast();
  }

  private static Deque<Throwable> chain(Throwable failure) {
    Deque<Throwable> chain = new ArrayDeque<>();
    for (Throwable t = failure; t != null && chain.size() < DEPTH; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
