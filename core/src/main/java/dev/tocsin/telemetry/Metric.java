package dev.tocsin.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of Tocsin's own: name, type, labels and meaning, in the one place that code,
 * documentation and alert rules are checked against. Names follow Prometheus: base units, {@code
 * _total} on counters. Labels take values from fixed sets only ({@link Label}).
 */
public enum Metric {
  INBOUND_RECORDS(
      Kind.COUNTER,
      "tocsin_inbound_records_total",
      "Records that providers pushed, by what became of them. Work done, not work committed: after"
          + " a crash some is done and counted again.",
      Label.PROVIDER,
      Label.OUTCOME),
  MATCHED_RECORDS(
      Kind.COUNTER,
      "tocsin_matched_records_total",
      "Records that an active window covers, found as they arrived or by a scan of the history.",
      Label.PROVIDER,
      Label.MODE),
  CONTENT_FIELDS(
      Kind.COUNTER,
      "tocsin_content_fields_dropped_total",
      "Fields with what was said that a provider pushed in a format of its own; they are dropped.",
      Label.PROVIDER),
  DEAD_LETTERS(
      Kind.COUNTER,
      "tocsin_dead_letters_total",
      "Records set aside as dead letters, by whose they are.",
      Label.TOPIC,
      Label.PROVIDER),
  DEAD_LETTER_REASONS(
      Kind.COUNTER,
      "tocsin_dead_letter_reasons_total",
      "The same dead letters, by what is wrong with them.",
      Label.TOPIC,
      Label.REASON),
  NOTIFICATIONS(
      Kind.COUNTER,
      "tocsin_notifications_total",
      "Revisions of notifications sent to the notifier.",
      Label.AUDIENCE,
      Label.ACTION),
  NOTIFICATIONS_PENDING(
      Kind.GAUGE,
      "tocsin_notifications_pending",
      "Notifications that ought to be sent and are held back, by what they wait for.",
      Label.CAUSE),
  NOTIFICATIONS_PENDING_SINCE(
      Kind.GAUGE,
      "tocsin_notifications_pending_since_timestamp_seconds",
      "Since when some have been held back without a break, of the incident that it is longest for,"
          + " Unix time; NaN while none is. It survives restarts. Take the minimum of all instances.",
      Label.CAUSE),
  INCIDENTS(
      Kind.GAUGE,
      "tocsin_incidents",
      "Incidents by status; one instance reports them all, so sum over all instances.",
      Label.STATUS),
  INCIDENTS_BY_COVERAGE(
      Kind.GAUGE,
      "tocsin_incidents_by_coverage",
      "Active incidents by whether all that could match was examined.",
      Label.COVERAGE),
  INCIDENTS_UNLISTED(
      Kind.GAUGE,
      "tocsin_incidents_unlisted",
      "Active incidents that have no series of their own below, as more than 20 are active."),
  INCIDENT_BECAME_AWARE(
      Kind.GAUGE,
      "tocsin_incident_became_aware_timestamp_seconds",
      "When the incident was known, as its responder says, Unix time.",
      Label.INCIDENT),
  INCIDENT_RECORDS(
      Kind.GAUGE,
      "tocsin_incident_exposed_records",
      "Log records that the incident exposed.",
      Label.INCIDENT),
  INCIDENT_USERS(
      Kind.GAUGE,
      "tocsin_incident_exposed_users",
      "People that it exposed, counted once an account.",
      Label.INCIDENT),
  INCIDENT_ACCOUNTS(
      Kind.GAUGE, "tocsin_incident_exposed_accounts", "Accounts that it exposed.", Label.INCIDENT),
  INCIDENT_PENDING(
      Kind.GAUGE,
      "tocsin_incident_notifications_pending",
      "Its notifications that are held back, for whatever cause.",
      Label.INCIDENT),
  INCIDENT_EXAMINED(
      Kind.GAUGE,
      "tocsin_incident_partitions_examined_ratio",
      "How many of the message-log partitions are examined for it to the end, 0 to 1.",
      Label.INCIDENT),
  INCIDENT_COVERAGE(
      Kind.GAUGE,
      "tocsin_incident_coverage",
      "1 for the coverage that it has, 0 for the two others.",
      Label.INCIDENT,
      Label.COVERAGE),
  INCIDENT_DEAD_LETTERS(
      Kind.GAUGE,
      "tocsin_incident_dead_letters",
      "Dead letters that may be in its range.",
      Label.INCIDENT),
  DETECTION_LATENCY(
      Kind.HISTOGRAM,
      "tocsin_detection_latency_seconds",
      "From the Kafka timestamp of a live record to its notification."),
  SCANS_RUNNING(
      Kind.GAUGE,
      "tocsin_scans_running",
      "Scans of history under way on this instance; one window makes one a partition."),
  SCAN_PROGRESS(
      Kind.GAUGE,
      "tocsin_scan_progress_ratio",
      "How much of all running scans is done, 0 to 1; 1 when none runs."),
  SCAN_EXAMINED(
      Kind.GAUGE,
      "tocsin_scan_examined_records",
      "Records that the running scans have examined; falls back as scans end."),
  SCAN_REMAINING(
      Kind.GAUGE,
      "tocsin_scan_remaining_records",
      "Estimate of the records that the running scans still have to examine."),
  SCAN_ETA(
      Kind.GAUGE,
      "tocsin_scan_eta_seconds",
      "Estimate until the last running scan is complete; 0 when none runs, NaN while unknown."),
  SCAN_OLDEST_AGE(
      Kind.GAUGE,
      "tocsin_scan_oldest_age_seconds",
      "Time since the oldest running scan began; 0 when none runs."),
  SCAN_STALL(
      Kind.GAUGE,
      "tocsin_scan_stall_seconds",
      "The longest time that a running scan has examined nothing; 0 when none runs. One that waits"
          + " for another of its partition does not count."),
  HISTORY_RECORDS(
      Kind.GAUGE, "tocsin_history_records", "Log records kept in this instance's active tasks."),
  HISTORY_OLDEST(
      Kind.GAUGE,
      "tocsin_history_oldest_event_timestamp_seconds",
      "Oldest sent_at kept in this instance's active tasks, Unix time; NaN when nothing is kept."),
  PARKED_RECORDS(
      Kind.GAUGE,
      "tocsin_parked_records",
      "Records set aside until the schema registry answers again."),
  GROUP_LAG(
      Kind.GAUGE,
      "tocsin_group_lag_records",
      "Offsets from what the whole group has committed to the last stable one; 0 where no record is"
          + " left to read. Every instance reports the same: take the maximum, not the sum.",
      Label.TOPIC,
      Label.PROVIDER),
  PROVIDER_NEWEST(
      Kind.GAUGE,
      "tocsin_provider_newest_record_timestamp_seconds",
      "Newest Kafka timestamp of a record in the provider's topic, read or not, Unix time; NaN when"
          + " it is empty. The brokers are asked every 30 s; while they are away it stays. Every"
          + " instance reports the same: take the maximum.",
      Label.PROVIDER),
  STALL(
      Kind.GAUGE,
      "tocsin_progress_stall_seconds",
      "Time since this instance last made progress while it had work; 0 while it has none."),
  LIVE(Kind.GAUGE, "tocsin_live", "1 while /livez answers 200, else 0."),
  READY(Kind.GAUGE, "tocsin_ready", "1 while /readyz answers 200, else 0."),
  STREAMS_STATE(
      Kind.GAUGE,
      "tocsin_streams_state",
      "1 for the state that Kafka Streams is in, 0 for all others.",
      Label.STATE),
  THREADS_ALIVE(Kind.GAUGE, "tocsin_stream_threads_alive", "Stream threads that are alive."),
  THREAD_FAILURES(
      Kind.COUNTER,
      "tocsin_stream_thread_failures_total",
      "Stream threads that died of an exception and were replaced.",
      Label.FAILURE),
  REGISTRY_REACHABLE(
      Kind.GAUGE,
      "tocsin_registry_reachable",
      "1 when the schema registry answered the last probe, else 0."),
  BROKER_REACHABLE(
      Kind.GAUGE,
      "tocsin_broker_reachable",
      "1 when the brokers answered the last look at the group's offsets, else 0."),
  RESTORING_PARTITIONS(
      Kind.GAUGE,
      "tocsin_restoring_partitions",
      "Changelog partitions being restored before their tasks can run."),
  RESTORE_REMAINING(
      Kind.GAUGE,
      "tocsin_restore_remaining_records",
      "Changelog records still to be restored; one holds many log records."),
  RESTORED_RECORDS(
      Kind.COUNTER, "tocsin_restored_records_total", "Changelog records restored; rate is speed."),
  STANDBY_LAG(
      Kind.GAUGE,
      "tocsin_standby_lag_records",
      "Changelog records that this instance's standby tasks are behind."),
  STANDBY_RECORDS(
      Kind.COUNTER, "tocsin_standby_records_total", "Changelog records read by standby tasks."),
  ROCKSDB_CACHE(
      Kind.GAUGE,
      "tocsin_rocksdb_cache_usage_bytes",
      "Memory in the process-wide block cache, which write buffers and indexes are charged to."),
  ROCKSDB_CACHE_PINNED(
      Kind.GAUGE,
      "tocsin_rocksdb_cache_pinned_bytes",
      "Part of the block cache that cannot be evicted now."),
  ROCKSDB_CACHE_CAPACITY(
      Kind.GAUGE, "tocsin_rocksdb_cache_capacity_bytes", "Configured size of the block cache."),
  STATE_DIRECTORY(
      Kind.GAUGE,
      "tocsin_state_directory_bytes",
      "Size of the files in the state directory, looked at every 30 s."),
  STATE_VOLUME_FREE(
      Kind.GAUGE,
      "tocsin_state_volume_free_bytes",
      "What this process may still write on the volume that the state directory is on."),
  STATE_VOLUME_SIZE(
      Kind.GAUGE,
      "tocsin_state_volume_size_bytes",
      "Size of the volume that the state directory is on."),
  BUILD_INFO(
      Kind.GAUGE,
      "tocsin_build_info",
      "Always 1; its labels say what runs.",
      Label.VERSION,
      Label.KAFKA,
      Label.JAVA);

  /** Prometheus type. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Every label of Tocsin's own metrics, with the fixed set its values come from. */
  public enum Label {
    PROVIDER(
        "provider", "a configured provider; `other` for any other, `none` where there is none"),
    OUTCOME("outcome", "`kept`, `too_old_to_keep`, `parked`, `skipped`, `dead_letter`"),
    MODE("mode", "`live`, `scan`"),
    TOPIC("topic", "role of the topic: `message_log`, `account`, `window`, `internal`, `other`"),
    REASON("reason", "a dead letter's reason in lower case, such as `malformed_payload`"),
    AUDIENCE("audience", "`account`, `user`"),
    ACTION("action", "`created`, `updated`, `withdrawn`, `closed`"),
    CAUSE("cause", "`account_unknown`"),
    STATUS("status", "`draft`, `active`, `withdrawn`"),
    COVERAGE("coverage", "`scanning`, `complete`, `partial`"),
    INCIDENT(
        "incident",
        "id of one of at most 20 active incidents: those with notifications pending first, then"
            + " those whose coverage is not complete, then those known last. What is not a letter,"
            + " a digit or one of `._:/-` is written `_`, at most 64 characters are, and an id that"
            + " was changed so ends in `~` and 8 of 0-9 and a-f"),
    STATE("state", "a state of Kafka Streams in lower case, such as `running`"),
    FAILURE(
        "failure",
        "`authorization`, `fenced`, `missing_topic`, `timeout`, `state_store`, `keyset`,"
            + " `data`, `jvm`, `other`"),
    VERSION("version", "version of Tocsin"),
    KAFKA("kafka", "version of the Kafka client"),
    JAVA("java", "version of the JVM");

    private final String key;
    private final String origin;

    Label(String key, String origin) {
      this.key = key;
      this.origin = origin;
    }

    public String key() {
      return key;
    }

    /** Where its values come from, in Markdown. */
    public String origin() {
      return origin;
    }
  }

  /** Upper bounds of the buckets of {@link #DETECTION_LATENCY}: 5 ms to a minute. */
  static final List<Duration> LATENCY_BUCKETS =
      List.of(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(75),
          Duration.ofMillis(100),
          Duration.ofMillis(150),
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final Kind kind;
  private final String prometheusName;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Label> labels;

  Metric(Kind kind, String prometheusName, String help, Label... labels) {
    this.kind = kind;
    this.prometheusName = prometheusName;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** Name as a query writes it; a histogram adds {@code _bucket}, {@code _sum}, {@code _count}. */
  public String prometheusName() {
    return prometheusName;
  }

  /** What it measures, one or two sentences in Markdown. */
  public String help() {
    return help;
  }

  public List<Label> labels() {
    return labels;
  }

  /**
   * Registers a counter.
   *
   * @param labelValues one for each of {@link #labels()}, in that order
   */
  public Counter counter(MeterRegistry registry, String... labelValues) {
    return Counter.builder(meterName())
        .description(help)
        .tags(tags(labelValues))
        .register(registry);
  }

  /**
   * Registers a gauge; the registry keeps the supplier alive. A null value shows as NaN.
   *
   * @param labelValues one for each of {@link #labels()}, in that order
   */
  public void gauge(
      MeterRegistry registry, Supplier<? extends @Nullable Number> value, String... labelValues) {
    Gauge.builder(meterName(), value, s -> toDouble(s.get()))
        .strongReference(true)
        .description(help)
        .tags(tags(labelValues))
        .register(registry);
  }

  /** Registers a gauge whose rows come and go, each with {@link #tags}. */
  MultiGauge rows(MeterRegistry registry) {
    return MultiGauge.builder(meterName()).description(help).register(registry);
  }

  /** Registers a histogram of durations with {@link #LATENCY_BUCKETS}. */
  Timer histogram(MeterRegistry registry) {
    return Timer.builder(meterName())
        .description(help)
        .serviceLevelObjectives(LATENCY_BUCKETS.toArray(new Duration[0]))
        .register(registry);
  }

  /** How a label writes a value of an enumeration. */
  public static String labelValue(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double toDouble(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  /** Micrometer writes dots, and adds the suffix of a counter or of a timer itself. */
  private String meterName() {
    String name =
        switch (kind) {
          case COUNTER -> withoutSuffix("_total");
          case HISTOGRAM -> withoutSuffix("_seconds");
          case GAUGE -> prometheusName;
        };
    return name.replace('_', '.');
  }

  private String withoutSuffix(String suffix) {
    return prometheusName.substring(0, prometheusName.length() - suffix.length());
  }

  /**
   * The labels with their values.
   *
   * @param values one for each of {@link #labels()}, in that order
   */
  Tags tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          prometheusName + " has " + labels.size() + " labels, not " + values.length);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(labels.get(i).key(), values[i]);
    }
    return tags;
  }
}
