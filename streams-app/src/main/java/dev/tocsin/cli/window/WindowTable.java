package dev.tocsin.cli.window;

import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.domain.WindowHead.Judgement;
import dev.tocsin.domain.WindowHead.Outcome;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.intake.IntakeRejectedException;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.WindowReader;
import dev.tocsin.topology.intake.WindowRecord;
import dev.tocsin.wiring.Wiring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The newest accepted revision of each window, by the rule of the detector: refused changes are not
 * shown. Committed records only, in the order of the IDs.
 */
final class WindowTable implements AutoCloseable {

  private final String topic;
  private final TopicScan<byte[]> scan;
  private final EventSerdes serdes;
  private final WindowReader reader;
  private final Map<String, WindowHead> heads = new HashMap<>();
  private final SortedMap<String, Row> rows = new TreeMap<>();
  private long unreadable;
  private @Nullable String firstProblem;

  /**
   * The newest accepted revision of a window.
   *
   * @param value null for a withdrawn window
   * @param author who wrote it, a claim
   */
  record Row(
      String windowId,
      @Nullable CompromiseWindow value,
      long revision,
      Instant writtenAt,
      @Nullable String author) {}

  private WindowTable(TocsinConfig config) throws InterruptedException {
    topic = config.topics().window();
    scan = TopicScan.withBytes(config, topic, "tocsin-cli-reader");
    serdes = Wiring.serdes(config);
    reader =
        new WindowReader(serdes.window().deserializer(), Wiring.topology(config).windowRules());
  }

  /**
   * Reads the control topic to its current end.
   *
   * @throws dev.tocsin.cli.CliException if Kafka cannot be reached or the topic does not exist
   */
  static WindowTable read(TocsinConfig config) throws InterruptedException {
    WindowTable table = new WindowTable(config);
    boolean complete = false;
    try {
      table.scan.toEnd(
          polled -> {
            table.add(polled);
            return true;
          });
      complete = true;
      return table;
    } finally {
      if (!complete) {
        table.close();
      }
    }
  }

  /**
   * Reads on to a record that was written after this table was read.
   *
   * @return whether it was accepted; if not, this table has what was in effect instead
   */
  boolean accepts(long offset) throws InterruptedException {
    boolean[] refused = {false};
    scan.toWritten(
        polled -> {
          Outcome outcome = add(polled);
          if (polled.offset() == offset) {
            refused[0] = outcome == Outcome.REFUSED;
          }
          return polled.offset() < offset;
        });
    return !refused[0];
  }

  private @Nullable Outcome add(ConsumerRecord<byte[], byte[]> polled) {
    RawRecord raw =
        new RawRecord(
            topic,
            polled.partition(),
            polled.offset(),
            polled.timestamp(),
            polled.key(),
            polled.value(),
            polled.headers());
    List<WindowRecord> taken = new ArrayList<>();
    CompromiseWindow value;
    try {
      value = serdes.window().deserializer().deserialize(topic, polled.headers(), polled.value());
      reader.read(raw, System.currentTimeMillis(), taken);
    } catch (RegistryException e) {
      throw e;
    } catch (SerializationException e) {
      unreadable(String.valueOf(e.getMessage()));
      return null;
    } catch (IntakeRejectedException e) {
      unreadable(e.detail());
      return null;
    }
    WindowRecord record = taken.getFirst();
    String id = record.change().windowId();
    Judgement judgement =
        WindowHead.judge(heads.get(id), raw.offset(), record.basis(), raw.value() == null);
    WindowHead head = judgement.head();
    if (head != null) {
      heads.put(id, head);
      if (judgement.outcome() == Outcome.ACCEPTED) {
        rows.put(
            id,
            new Row(
                id,
                value,
                head.revision(),
                Instant.ofEpochMilli(polled.timestamp()),
                record.author()));
      }
    }
    return judgement.outcome();
  }

  private void unreadable(String problem) {
    unreadable++;
    if (firstProblem == null) {
      firstProblem = problem;
    }
  }

  /** The row of a window, withdrawn or not. */
  Optional<Row> row(String windowId) {
    return Optional.ofNullable(rows.get(windowId));
  }

  /** The newest accepted revision of a window that is known. */
  long revision(String windowId) {
    return row(windowId).orElseThrow().revision();
  }

  /** The current window with an ID; empty if it is withdrawn or unknown. */
  Optional<CompromiseWindow> value(String windowId) {
    return row(windowId).map(Row::value);
  }

  /** The IDs of the current windows. */
  List<String> ids() {
    return current().stream().map(Row::windowId).toList();
  }

  /** The current windows. */
  Collection<Row> current() {
    return rows.values().stream().filter(row -> row.value() != null).toList();
  }

  /** All windows, including withdrawn ones whose tombstones compaction has not removed. */
  Collection<Row> all() {
    return List.copyOf(rows.values());
  }

  /** A warning about records that are not windows. */
  Optional<String> warning() {
    return unreadable == 0
        ? Optional.empty()
        : Optional.of(
            unreadable
                + (unreadable == 1 ? " record" : " records")
                + " of topic '"
                + topic
                + "' cannot be read or are invalid, and are not shown; the first: "
                + firstProblem);
  }

  @Override
  public void close() {
    scan.close();
    serdes.close();
  }
}
