package dev.tocsin.bench.rows;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.serde.AvroDeserializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each record in a row, unless it is there already, and tests it against the windows; reads
 * the rows in a window's range when one arrives. The rows are the records as they came in.
 */
final class RowsProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final byte END_OF_ACCOUNT = 0;

  private final String registry;
  private final String logsTopic;
  private final Map<String, List<CompromiseWindow>> byAccount = new HashMap<>();
  private final List<CompromiseWindow> ofAll = new ArrayList<>();
  private final AvroDeserializer<MessageLog> logs = new AvroDeserializer<>(MessageLog.class);
  private final AvroDeserializer<CompromiseWindow> windows =
      new AvroDeserializer<>(CompromiseWindow.class);
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable KeyValueStore<Bytes, byte[]> records;
  private @Nullable KeyValueStore<Bytes, byte[]> windowStore;
  private boolean loaded;

  RowsProcessor(String registry, String logsTopic) {
    this.registry = registry;
    this.logsTopic = logsTopic;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    records = processorContext.getStateStore(RowsMain.RECORDS);
    windowStore = processorContext.getStateStore(RowsMain.WINDOWS);
    Map<String, String> serde = Map.of("schema.registry.url", registry);
    logs.configure(serde, false);
    windows.configure(serde, false);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (!loaded) {
      load();
    }
    String topic = context().recordMetadata().orElseThrow().topic();
    if (topic.equals(logsTopic)) {
      keep(record.value(), topic, record.timestamp());
    } else {
      scan(record, topic);
    }
  }

  @Override
  public void close() {
    logs.close();
    windows.close();
  }

  private void load() {
    loaded = true;
    try (KeyValueIterator<Bytes, byte[]> rows = Objects.requireNonNull(windowStore).all()) {
      while (rows.hasNext()) {
        index(window(logsTopic, rows.next().value));
      }
    }
  }

  private void keep(byte[] value, String topic, long timestamp) {
    MessageLog log = log(topic, value);
    long sentAt = log.getSentAt().toEpochMilli();
    Bytes key = key(log.getAccountId(), sentAt, log.getLogId());
    if (records().get(key) != null) {
      return;
    }
    records().put(key, value);
    for (CompromiseWindow window : ofAll) {
      test(window, log, sentAt, timestamp);
    }
    for (CompromiseWindow window : byAccount.getOrDefault(log.getAccountId(), List.of())) {
      test(window, log, sentAt, timestamp);
    }
  }

  private void scan(Record<byte[], byte[]> record, String topic) {
    CompromiseWindow window = window(topic, record.value());
    Objects.requireNonNull(windowStore).put(Bytes.wrap(record.key()), record.value());
    index(window);
    long from = window.getFrom().toEpochMilli();
    long to = window.getTo() == null ? Long.MAX_VALUE : window.getTo().toEpochMilli();
    List<String> accounts = window.getAccountIds();
    if (accounts == null) {
      try (KeyValueIterator<Bytes, byte[]> rows = records().all()) {
        test(rows, window, topic, record.timestamp());
      }
      return;
    }
    for (String account : accounts) {
      try (KeyValueIterator<Bytes, byte[]> rows =
          records().range(key(account, from, ""), key(account, to, ""))) {
        test(rows, window, topic, record.timestamp());
      }
    }
  }

  private void test(
      KeyValueIterator<Bytes, byte[]> rows, CompromiseWindow window, String topic, long timestamp) {
    while (rows.hasNext()) {
      KeyValue<Bytes, byte[]> row = rows.next();
      MessageLog log = log(topic, row.value);
      test(window, log, log.getSentAt().toEpochMilli(), timestamp);
    }
  }

  private void test(CompromiseWindow window, MessageLog log, long sentAt, long timestamp) {
    if (sentAt >= window.getFrom().toEpochMilli()
        && (window.getTo() == null || sentAt < window.getTo().toEpochMilli())
        && (window.getChannels() == null || window.getChannels().contains(log.getChannel()))) {
      String pair = window.getWindowId() + '|' + log.getLogId();
      context()
          .forward(
              new Record<>(
                  log.getAccountId().getBytes(StandardCharsets.UTF_8),
                  pair.getBytes(StandardCharsets.UTF_8),
                  timestamp));
    }
  }

  private void index(CompromiseWindow window) {
    List<String> accounts = window.getAccountIds();
    if (accounts == null) {
      ofAll.add(window);
    } else {
      accounts.forEach(a -> byAccount.computeIfAbsent(a, k -> new ArrayList<>()).add(window));
    }
  }

  /** Flipping the sign bit makes bytes sort as signed numbers do. */
  private static Bytes key(String account, long sentAt, String logId) {
    byte[] name = account.getBytes(StandardCharsets.UTF_8);
    byte[] id = logId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(name.length + 1 + Long.BYTES + id.length)
            .put(name)
            .put(END_OF_ACCOUNT)
            .putLong(sentAt ^ Long.MIN_VALUE)
            .put(id)
            .array());
  }

  private MessageLog log(String topic, byte[] value) {
    return Objects.requireNonNull(logs.deserialize(topic, value));
  }

  private CompromiseWindow window(String topic, byte[] value) {
    return Objects.requireNonNull(windows.deserialize(topic, value));
  }

  private ProcessorContext<byte[], byte[]> context() {
    return Objects.requireNonNull(context);
  }

  private KeyValueStore<Bytes, byte[]> records() {
    return Objects.requireNonNull(records);
  }
}
