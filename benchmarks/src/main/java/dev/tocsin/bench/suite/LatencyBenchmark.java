package dev.tocsin.bench.suite;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.contender.WrongOutputException;
import dev.tocsin.bench.measure.Percentiles;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.LogLine;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.serde.AvroDeserializer;
import dev.tocsin.testkit.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * At half of the rate that the detector can take: the time from handing a record to the producer to
 * a consumer of committed records holding the notification of its person. One record in two hundred
 * is about a person without a notification, at an account with an open window.
 */
final class LatencyBenchmark implements Benchmark {

  private static final String NAME = "latency";
  private static final String WINDOW = "open";
  private static final int PROBED_ACCOUNT = 7;
  private static final int PROBE_EVERY = 200;
  private static final Duration TICK = Duration.ofMillis(5);
  private static final Duration LEAD_IN = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int SECONDS = 30;
  private static final int QUICK_SECONDS = 10;

  /** Push and visibility of the probes, by {@link System#nanoTime}, by phone number. */
  private final Map<String, Long> pushed = new ConcurrentHashMap<>();

  private final Map<String, Long> visible = new ConcurrentHashMap<>();
  private volatile boolean done;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Workload workload = arena.workload();
    try (Loaded detector = Loaded.empty(arena, Map.of())) {
      detector
          .feed()
          .windows(
              List.of(
                  new WorkloadWindow(
                      WINDOW,
                      Workload.account(PROBED_ACCOUNT),
                      null,
                      System.currentTimeMillis() - Duration.ofHours(1).toMillis(),
                      null)));
      detector.feed().logs(workload, 0, arena.scale().warmUp());
      ContenderWatch.untilCommitted(detector.child(), detector.run(), arena.scale().warmUp());
      double most = maximumRate(arena, detector);
      ContenderWatch.untilIdle(detector.child(), detector.run());
      long[] nanos = probe(arena, detector, most / 2);
      return figures(most, new Percentiles(nanos));
    }
  }

  /** Records a second, from the first that is pushed, as fast as can be, to the last commit. */
  private static double maximumRate(Arena arena, Loaded detector) throws InterruptedException {
    int from = arena.scale().warmUp();
    int to = arena.workload().pushes();
    long began = System.nanoTime();
    detector.feed().logs(arena.workload(), from, to);
    ContenderWatch.untilCommitted(detector.child(), detector.run(), to);
    return (to - from) / ((System.nanoTime() - began) / 1e9);
  }

  private static List<Figure> figures(double most, Percentiles latencies) {
    return List.of(
        Figure.info(NAME, "maximum rate", Spread.of(most), "records/s"),
        Figure.info(NAME, "probes", Spread.of(latencies.count()), "notifications"),
        Figure.info(NAME, "p50", Spread.of(latencies.at(0.50) / 1e6), "ms"),
        new Figure(NAME, "p99", Spread.of(latencies.at(0.99) / 1e6), "ms", Goal.atMost(300)),
        Figure.info(NAME, "largest", Spread.of(latencies.at(1) / 1e6), "ms"));
  }

  private long[] probe(Arena arena, Loaded detector, double rate) throws InterruptedException {
    Thread watcher = Thread.ofPlatform().name("notifications").start(() -> watch(detector));
    int seconds = arena.quick() ? QUICK_SECONDS : SECONDS;
    arena.say("latency: %,.0f records/s for %d s", rate, seconds);
    push(arena.workload(), detector, rate, LEAD_IN);
    pushed.clear();
    push(arena.workload(), detector, rate, Duration.ofSeconds(seconds));
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!visible.keySet().containsAll(pushed.keySet()) && System.nanoTime() < deadline) {
      Thread.sleep(TICK);
    }
    done = true;
    watcher.join();
    long missing = pushed.keySet().stream().filter(phone -> !visible.containsKey(phone)).count();
    if (missing > 0) {
      throw new WrongOutputException(
          "tocsin is wrong: %d of %d people were not notified".formatted(missing, pushed.size()));
    }
    return pushed.entrySet().stream()
        .mapToLong(entry -> visible.getOrDefault(entry.getKey(), 0L) - entry.getValue())
        .toArray();
  }

  /** Pushes at an even rate, a few records each tick, whatever becomes of them. */
  private void push(Workload workload, Loaded detector, double rate, Duration time) {
    long began = System.nanoTime();
    long sent = 0;
    long elapsed = 0;
    while (elapsed < time.toNanos()) {
      long due = (long) (rate * elapsed / 1e9);
      for (; sent < due; sent++) {
        LogLine line = workload.at((int) (sent % workload.pushes()));
        if (sent % PROBE_EVERY == 0) {
          LogLine probe = probe(line);
          pushed.put(probe.phone(), System.nanoTime());
          detector.feed().log(probe);
        } else {
          detector.feed().log(line);
        }
      }
      LockSupport.parkNanos(TICK.toNanos());
      elapsed = System.nanoTime() - began;
    }
    detector.feed().flush();
  }

  /** The same record, but sent now, to a new person. */
  private static LogLine probe(LogLine line) {
    UUID id = UUID.randomUUID();
    long number = Math.floorMod(id.getMostSignificantBits(), 100_000_000_000L);
    return new LogLine(
        id.toString(),
        Workload.account(PROBED_ACCOUNT),
        "+44" + (100_000_000_000L + number),
        line.channel(),
        System.currentTimeMillis(),
        line.messageType(),
        line.carrier(),
        line.country(),
        line.state());
  }

  private void watch(Loaded detector) {
    try (TopicReader reader =
            new TopicReader(
                ClientSettings.consumer(detector.run().cluster().bootstrap()),
                List.of(detector.run().topics().notification()));
        AvroDeserializer<ExposureNotification> deserializer =
            new AvroDeserializer<>(ExposureNotification.class)) {
      deserializer.configure(
          Map.of("schema.registry.url", detector.run().cluster().registry()), false);
      while (!done) {
        reader.poll(TICK).forEach(record -> take(record, deserializer));
      }
    }
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, AvroDeserializer<ExposureNotification> deserializer) {
    long now = System.nanoTime();
    String phone =
        Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value())).getPhone();
    if (phone != null) {
      visible.putIfAbsent(phone, now);
    }
  }
}
