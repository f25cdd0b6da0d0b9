package dev.tocsin.demo.story;

import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.traffic.Boundaries;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that the chapters play with. */
final class StoryContext implements AutoCloseable {

  /** Longest wait for one answer of the detector. */
  static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);

  final DemoOptions options;
  final TocsinConfig config;
  final Narrator narrator;
  final Traffic traffic;
  final StoryPlan plan;
  final SentMessages pushed;
  final Latencies latencies = new Latencies();
  final DemoProducer wire;
  final KnownAccounts cast;
  final Watcher watcher;
  final Settling settling;
  final ResponderDesk desk;
  final Map<String, Long> deadLetters = new TreeMap<>();

  private final List<AutoCloseable> open = new ArrayList<>();
  private @Nullable LiveTraffic live;
  private long pushes;

  StoryContext(DemoOptions options, TocsinConfig config, Traffic traffic, Narrator narrator) {
    this.options = options;
    this.config = config;
    this.narrator = narrator;
    this.traffic = traffic;
    plan = new StoryPlan(traffic.accounts());
    pushed = new SentMessages(traffic);
    wire = closing(new DemoProducer(config, "demo"));
    cast = new KnownAccounts(wire);
    watcher = closing(new Watcher(config, latencies));
    settling = closing(new Settling(config, watcher));
    desk = new ResponderDesk(wire, watcher, narrator, ANSWER_LIMIT, interval());
  }

  /** Notifications and summaries come at most once in this time. */
  Duration interval() {
    return config.duration(DetectionKeys.NOTIFICATION_INTERVAL);
  }

  /** Pushes a message and counts it. */
  void push(LogEntry entry, Delivery delivery) {
    wire.log(entry, delivery);
    pushes++;
  }

  /** Pushes messages at the edges of windows. */
  void pushBoundaries(String provider, int start, Instant... instants) {
    List<LogEntry> entries =
        Boundaries.around(traffic, provider, plan.boundaryAccounts(), List.of(instants), start);
    pushed.extra(entries);
    entries.forEach(entry -> push(entry, Delivery.JAVA));
  }

  /** Starts live traffic; it goes on until {@link #stopLive}. */
  void startLive() {
    List<DemoAccount> changing = List.of(plan.leaving());
    live =
        closing(
            new LiveTraffic(
                config, pushed, latencies, cast.idsWithout(changing), options.liveRate()));
  }

  /** Stops live traffic when the broker has all of it. */
  void stopLive() {
    LiveTraffic running = live;
    if (running != null) {
      running.stop();
      pushes += pushed.liveCount() + running.repeats();
    }
  }

  /** Messages pushed, repeats included; live ones once they have stopped. */
  long pushes() {
    return pushes;
  }

  /** Tells how far an incident has been examined, and what could not be. */
  void tellCoverage(IncidentSummary summary) {
    List<String> reasons = summary.getCoverage().getReasons();
    narrator.say(
        "Coverage %s: %d of %d partitions examined%s.",
        summary.getCoverage().getState(),
        summary.getPartitionsComplete(),
        summary.getPartitionsTotal(),
        reasons.isEmpty() ? "" : ", but " + String.join(", ", reasons));
  }

  /** Tells what notifications of an incident wait for. */
  void tellWaiting(IncidentSummary summary) {
    summary
        .getPending()
        .forEach(
            (cause, count) ->
                narrator.say(
                    "%,d notifications wait: %s.",
                    count, cause.toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  /** Shows the latest notification of a kind, if there is one. */
  void tellSample(String incident, String action, String audience) {
    watcher.sample(incident, action, audience).ifPresent(words -> narrator.aside("%s", words));
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        // The others have to be closed whatever becomes of this one, and nobody waits for it now.
        narrator.aside("(%s did not close cleanly)", one.getClass().getSimpleName());
      }
    }
    open.clear();
  }

  private <T extends AutoCloseable> T closing(T one) {
    open.add(one);
    return one;
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
