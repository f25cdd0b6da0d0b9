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

/** Everything that the chapters work with. */
final class StoryContext implements AutoCloseable {

  /** The bound for one answer of the detector. */
  static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);

  final DemoOptions options;
  final TocsinConfig config;
  final Narrator narrator;
  final Traffic traffic;
  final StoryPlan plan;
  final SentMessages messages;
  final Latencies latencies = new Latencies();
  final DemoProducer producer;
  final KnownAccounts accounts;
  final OutputWatcher watcher;
  final DetectorProgress progress;
  final ResponderDesk desk;
  final Map<String, Long> deadLetters = new TreeMap<>();

  private final List<AutoCloseable> open = new ArrayList<>();
  private @Nullable LiveTraffic live;
  private long sent;

  StoryContext(DemoOptions options, TocsinConfig config, Traffic traffic, Narrator narrator) {
    this.options = options;
    this.config = config;
    this.narrator = narrator;
    this.traffic = traffic;
    plan = new StoryPlan(traffic.accounts());
    messages = new SentMessages(traffic);
    producer = closing(new DemoProducer(config, "demo"));
    accounts = new KnownAccounts(producer);
    watcher = closing(new OutputWatcher(config, latencies));
    progress = closing(new DetectorProgress(config, watcher));
    desk = new ResponderDesk(producer, watcher, narrator, ANSWER_LIMIT, interval());
  }

  /** The notification interval. */
  Duration interval() {
    return config.duration(DetectionKeys.NOTIFICATION_INTERVAL);
  }

  /** Sends a message log and counts it. */
  void send(LogEntry entry, Delivery delivery) {
    producer.log(entry, delivery);
    sent++;
  }

  /** Sends message logs at the edges of windows. */
  void sendBoundaries(String provider, int start, Instant... instants) {
    List<LogEntry> entries =
        Boundaries.around(traffic, provider, plan.boundaryAccounts(), List.of(instants), start);
    messages.extra(entries);
    entries.forEach(entry -> send(entry, Delivery.JAVA));
  }

  /** Starts live traffic; it goes on until {@link #stopLive}. */
  void startLive() {
    List<DemoAccount> changing = List.of(plan.leaving());
    live =
        closing(
            new LiveTraffic(
                config, messages, latencies, accounts.idsWithout(changing), options.liveRate()));
  }

  /** Stops live traffic once the broker has all of it. */
  void stopLive() {
    LiveTraffic running = live;
    if (running != null) {
      running.stop();
      sent += messages.liveCount() + running.repeats();
    }
  }

  /** Message logs sent, repeats included; live ones once they have stopped. */
  long sent() {
    return sent;
  }

  /** Reports the coverage of an incident. */
  void reportCoverage(IncidentSummary summary) {
    List<String> reasons = summary.getCoverage().getReasons();
    narrator.say(
        "Coverage %s: %d of %d partitions scanned%s.",
        summary.getCoverage().getState(),
        summary.getPartitionsComplete(),
        summary.getPartitionsTotal(),
        reasons.isEmpty() ? "" : "; reasons: " + String.join(", ", reasons));
  }

  /** Reports the pending notifications of an incident. */
  void reportPending(IncidentSummary summary) {
    summary
        .getPending()
        .forEach(
            (cause, count) ->
                narrator.say(
                    "%,d notifications are pending: %s.",
                    count, cause.toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  /** Shows the latest notification of a kind, if there is one. */
  void showSample(String incident, String action, String audience) {
    watcher.sample(incident, action, audience).ifPresent(line -> narrator.aside("%s", line));
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        narrator.aside("failed to close %s: %s", one.getClass().getSimpleName(), e);
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
