package dev.tocsin.telemetry;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.TopicLabels.TopicLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Telemetry on a Micrometer registry. Every counter exists from the start, at zero, so that alerts
 * see the first event as an increase, and the hot path only looks up a counter and increments it.
 */
public final class MicrometerTelemetry implements Telemetry {

  private record ProviderCounters(
      PerValue<Outcome, Counter> inbound, Counter live, Counter scan, Counter content) {}

  private final TopicLabels labels;
  private final MeterRegistry registry;
  private final Map<String, ProviderCounters> providers;
  private final ProviderCounters otherProvider;
  private final Map<TopicLabel, Counter> deadLetters = new ConcurrentHashMap<>();
  private final Map<String, PerValue<DeadLetterReason, Counter>> deadLetterReasons =
      new ConcurrentHashMap<>();
  private final PerValue<Audience, PerValue<NotificationAction, Counter>> notifications;
  private final Timer latency;
  private final IncidentSeries incidents;
  private final InstantSource clock;
  private final TaskReports tasks = new TaskReports();

  /**
   * @param clock wall clock for the ages and stalls of scans
   */
  public MicrometerTelemetry(MeterRegistry registry, TopicLabels labels, InstantSource clock) {
    this.registry = registry;
    this.labels = labels;
    this.clock = clock;
    this.latency = Metric.DETECTION_LATENCY.histogram(registry);
    Map<String, ProviderCounters> counters = new HashMap<>();
    labels.providers().forEach(p -> counters.put(p, providerCounters(p)));
    this.otherProvider =
        counters.getOrDefault(TopicLabels.OTHER, providerCounters(TopicLabels.OTHER));
    this.providers = Map.copyOf(counters);
    this.notifications =
        new PerValue<>(
            Audience.class,
            audience ->
                new PerValue<>(
                    NotificationAction.class,
                    action ->
                        Metric.NOTIFICATIONS.counter(
                            registry, Metric.labelValue(audience), Metric.labelValue(action))));
    for (TopicLabel input : labels.inputs()) {
      deadLettersOf(input);
      deadLetterReasonsOf(input.role());
    }
    this.incidents = new IncidentSeries(registry);
    registerGauges();
  }

  private ProviderCounters providerCounters(String provider) {
    return new ProviderCounters(
        new PerValue<>(
            Outcome.class,
            outcome ->
                Metric.INBOUND_RECORDS.counter(registry, provider, Metric.labelValue(outcome))),
        Metric.MATCHED_RECORDS.counter(registry, provider, "live"),
        Metric.MATCHED_RECORDS.counter(registry, provider, "scan"),
        Metric.CONTENT_FIELDS.counter(registry, provider));
  }

  private Counter deadLettersOf(TopicLabel topic) {
    return deadLetters.computeIfAbsent(
        topic, t -> Metric.DEAD_LETTERS.counter(registry, t.role(), t.provider()));
  }

  private PerValue<DeadLetterReason, Counter> deadLetterReasonsOf(String role) {
    return deadLetterReasons.computeIfAbsent(
        role,
        r ->
            new PerValue<>(
                DeadLetterReason.class,
                reason ->
                    Metric.DEAD_LETTER_REASONS.counter(registry, r, Metric.labelValue(reason))));
  }

  private void registerGauges() {
    for (PendingCause cause : PendingCause.values()) {
      String label = Metric.labelValue(cause);
      Metric.NOTIFICATIONS_PENDING.gauge(registry, () -> tasks.pending(cause), label);
      Metric.NOTIFICATIONS_PENDING_SINCE.gauge(
          registry, () -> tasks.pendingSinceSeconds(cause), label);
    }
    for (IncidentView.Status status : IncidentView.Status.values()) {
      Metric.INCIDENTS.gauge(registry, () -> tasks.incidents(status), Metric.labelValue(status));
    }
    for (Coverage.State state : Coverage.State.values()) {
      Metric.INCIDENTS_BY_COVERAGE.gauge(
          registry, () -> tasks.activeIncidents(state), Metric.labelValue(state));
    }
    scanGauge(Metric.SCANS_RUNNING, ScanProgress::running);
    scanGauge(Metric.SCAN_PROGRESS, ScanProgress::ratio);
    scanGauge(Metric.SCAN_EXAMINED, ScanProgress::examined);
    scanGauge(Metric.SCAN_REMAINING, ScanProgress::remaining);
    scanGauge(Metric.SCAN_ETA, ScanProgress::etaSeconds);
    scanGauge(Metric.SCAN_OLDEST_AGE, ScanProgress::oldestAgeSeconds);
    Metric.SCAN_STALL.gauge(registry, () -> tasks.scanStallSeconds(clock.millis()));
    Metric.HISTORY_RECORDS.gauge(registry, tasks::historyRecords);
    Metric.HISTORY_OLDEST.gauge(registry, tasks::oldestEventSeconds);
    Metric.PARKED_RECORDS.gauge(registry, tasks::parked);
  }

  private void scanGauge(Metric metric, Function<ScanProgress, Number> part) {
    metric.gauge(registry, () -> part.apply(tasks.scanProgress(clock.millis())));
  }

  @Override
  public void inbound(String provider, Outcome outcome) {
    of(provider).inbound().get(outcome).increment();
  }

  @Override
  public void contentDropped(String provider, int fields) {
    of(provider).content().increment(fields);
  }

  @Override
  public void deadLetter(String topic, DeadLetterReason reason) {
    TopicLabel label = labels.of(topic);
    deadLettersOf(label).increment();
    deadLetterReasonsOf(label.role()).get(reason).increment();
  }

  @Override
  public void matched(String provider, boolean live) {
    ProviderCounters counters = of(provider);
    (live ? counters.live() : counters.scan()).increment();
  }

  @Override
  public void notification(Audience audience, NotificationAction action) {
    notifications.get(audience).get(action).increment();
  }

  @Override
  public void detectionLatency(long millis) {
    // The clocks of broker and detector differ, so a negative time is not an error.
    latency.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  @Override
  public void scans(String taskId, List<ScanStatus> running) {
    tasks.scans(taskId, running, clock.millis());
  }

  @Override
  public void pending(String taskId, Map<PendingCause, Pending> notifications) {
    tasks.pending(taskId, notifications);
  }

  @Override
  public void incidents(String taskId, Collection<IncidentView> views) {
    tasks.incidents(taskId, views);
    incidents.show(tasks::incidents);
  }

  @Override
  public void history(String taskId, long records, long oldestMillis) {
    tasks.history(taskId, records, oldestMillis);
  }

  @Override
  public void parked(String taskId, long records) {
    tasks.parked(taskId, records);
  }

  @Override
  public void taskClosed(String taskId) {
    tasks.close(taskId);
    incidents.show(tasks::incidents);
  }

  /** Records parked by all tasks of this instance. */
  public long parkedRecords() {
    return tasks.parked();
  }

  private ProviderCounters of(String provider) {
    ProviderCounters counters = providers.get(provider);
    return counters == null ? otherProvider : counters;
  }

  /** A value for each constant of an enum, found without a hash and never absent. */
  private static final class PerValue<E extends Enum<E>, V> {

    private final List<V> byOrdinal;

    PerValue(Class<E> type, Function<E, V> make) {
      this.byOrdinal = Arrays.stream(type.getEnumConstants()).map(make).toList();
    }

    @SuppressWarnings("EnumOrdinal") // an index within this process, once a record
    V get(E value) {
      return byOrdinal.get(value.ordinal());
    }
  }
}
