package dev.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.LogRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowHistoryTest {

  private static final long DAY = 86_400_000L;

  private KeyValueStore<Bytes, byte[]> store;
  private RowHistory history;

  @BeforeEach
  void open() {
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("history"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    history = new RowHistory(store);
  }

  @Test
  void shouldGiveBackWhatIsInRangeInChunksOfAnySize() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<LogRecord> kept = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      LogRecord record = record("m" + i, random.nextLong(100) * DAY);
      kept.add(record);
      history.append(record);
    }
    MessageHistory.Range range = new MessageHistory.Range(20 * DAY, 60 * DAY, history.snapshot());
    // When
    List<LogRecord> found = new ArrayList<>();
    MessageHistory.Step step = new MessageHistory.Step(null, 0);
    int steps = 0;
    do {
      AtomicInteger left = new AtomicInteger(random.nextInt(3));
      step = history.scan(range, step.cursor(), () -> left.getAndDecrement() > 0, found::add);
      steps++;
    } while (step.cursor() != null);
    // Then
    assertThat(steps).as("seed %d", seed).isGreaterThan(3);
    assertThat(found)
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(
            kept.stream().filter(r -> r.sentAt() >= 20 * DAY && r.sentAt() < 60 * DAY).toList())
        .isSortedAccordingTo(Comparator.comparingLong(LogRecord::sentAt));
  }

  @Test
  void shouldNotShowWhatCameAfterTheSnapshot() {
    // Given
    history.append(record("before", DAY));
    long snapshot = history.snapshot();
    history.append(record("after", DAY));
    List<String> found = new ArrayList<>();
    // When
    history.scan(
        new MessageHistory.Range(0, 2 * DAY, snapshot),
        null,
        () -> true,
        r -> found.add(r.logId()));
    // Then
    assertThat(found).containsExactly("before");
  }

  @Test
  void shouldGoOnBehindEverythingAfterARestart() {
    // Given
    history.append(record("before", DAY));
    RowHistory restarted = new RowHistory(store);
    long snapshot = restarted.snapshot();
    // When
    restarted.append(record("after", DAY));
    // Then
    List<String> found = new ArrayList<>();
    restarted.scan(
        new MessageHistory.Range(0, 2 * DAY, snapshot),
        null,
        () -> true,
        r -> found.add(r.logId()));
    assertThat(found).containsExactly("before");
    assertThat(restarted.snapshot()).isGreaterThan(snapshot);
  }

  @Test
  void shouldExpireWhatIsOlderAndNothingElse() {
    // Given
    history.append(record("old", DAY));
    history.append(record("edge", 2 * DAY));
    history.append(record("young", 3 * DAY));
    // When
    boolean done = history.expire(2 * DAY, () -> true);
    // Then
    assertThat(done).isTrue();
    assertThat(history.oldest()).isEqualTo(2 * DAY);
    // When
    history.append(record("late", DAY));
    // Then
    assertThat(history.oldest()).isEqualTo(DAY);
  }

  private static LogRecord record(String id, long sentAt) {
    return new LogRecord(
        "duo", "acme", id, "+12025550123", null, "SMS", sentAt, null, null, null, null);
  }
}
