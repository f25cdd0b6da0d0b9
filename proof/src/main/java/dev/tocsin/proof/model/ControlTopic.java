package dev.tocsin.proof.model;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.topology.control.ControlOutput;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.WindowHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The control topic with its committed records, and what its task may do with them. */
final class ControlTopic implements ControlEnd {

  private static final Duration MOMENT = Duration.ofMillis(60);

  private final Random random;
  private final List<RawRecord> records = new ArrayList<>();
  private final Channel<RawRecord> channel = new Channel<>(this::deliver);
  private final List<String> anomalies = new ArrayList<>();

  /** The accepted windows that were sent on, without withdrawn ones. */
  private final Map<String, WindowChange> sent = new TreeMap<>();

  private @Nullable SimulatedControlTask task;
  private long endAtStart = EMPTY;

  private CompletableFuture<Long> unanswered = new CompletableFuture<>();

  ControlTopic(Random random) {
    this.random = random;
  }

  void readBy(SimulatedControlTask reader) {
    task = reader;
  }

  Channel<RawRecord> channel() {
    return channel;
  }

  /**
   * Appends a change.
   *
   * @param basedOn what its author saw
   * @return its offset
   */
  long append(String id, @Nullable CompromiseWindow window, @Nullable Long basedOn) {
    return append(
        id.getBytes(StandardCharsets.UTF_8),
        window == null ? null : Codecs.WINDOW.encode(window),
        WindowHeaders.ofTombstone(basedOn, null));
  }

  void append(ControlOutput.Restatement copy) {
    append(copy.key(), copy.value(), copy.headers());
  }

  private long append(byte[] key, byte @Nullable [] value, Headers headers) {
    RawRecord record = new RawRecord("windows", 0, records.size(), 0, key, value, headers);
    records.add(record);
    channel.add(record);
    return record.offset();
  }

  @Override
  public CompletableFuture<Long> lastRecord() {
    endAtStart = records.size() - 1L;
    unanswered = new CompletableFuture<>();
    if (random.nextInt(4) > 0) {
      answer();
    }
    return unanswered;
  }

  /** A broker may answer late. */
  void answer() {
    unanswered.complete(endAtStart);
  }

  private void deliver(RawRecord record) {
    if (task != null) {
      task.record(record);
    }
  }

  /** No window has an effect before the topic is read to the end that it had at the start. */
  void requireRead() {
    long read = channel.first().map(RawRecord::offset).orElse((long) records.size()) - 1;
    if (read < endAtStart) {
      anomalies.add(
          "a window had an effect at offset %d, before the end %d at the start"
              .formatted(read, endAtStart));
    }
  }

  void sent(WindowChange change) {
    if (change.window() == null) {
      sent.remove(change.windowId());
    } else {
      sent.put(change.windowId(), change);
    }
  }

  /** A detector with another application id finds the same windows in what compaction leaves. */
  void requireRebuild(TopologySettings settings, Instant now) {
    int cleaned = random.nextInt(records.size() + 1);
    boolean tombstones = random.nextBoolean();
    Map<String, Long> newest = new HashMap<>();
    records.subList(0, cleaned).forEach(record -> newest.put(key(record), record.offset()));
    List<RawRecord> left =
        records.stream()
            .filter(
                record ->
                    record.offset() >= cleaned
                        || (Objects.equals(newest.get(key(record)), record.offset())
                            && (tombstones || record.value() != null)))
            .toList();
    long last = left.isEmpty() ? EMPTY : left.getLast().offset();
    Map<String, WindowChange> rebuilt = new TreeMap<>();
    try (SimulatedControlTask other =
        new SimulatedControlTask(
            () -> CompletableFuture.completedFuture(last), settings, () -> {}, now)) {
      left.forEach(other::record);
      // One step at least for each window.
      left.forEach(record -> other.advance(MOMENT));
      for (ControlOutput output : other.takeOutputs()) {
        if (output instanceof ControlOutput.Accepted(WindowChange change)) {
          if (rebuilt.put(change.windowId(), change) != null || change.window() == null) {
            anomalies.add("a rebuild sends a change that it recalls: " + change.windowId());
          }
        }
      }
    }
    if (!rebuilt.equals(sent)) {
      anomalies.add(
          "a rebuild of what compaction to %d leaves has %s instead of %s"
              .formatted(cleaned, rebuilt, sent));
    }
  }

  List<String> anomalies() {
    return anomalies;
  }

  private static String key(RawRecord record) {
    byte[] key = record.key();
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }
}
