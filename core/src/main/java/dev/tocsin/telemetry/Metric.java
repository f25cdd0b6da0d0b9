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
 * Every metric that Tocsin defines: name, type, labels and meaning. Code, documentation and alert
 * rules are checked against it. Names follow Prometheus: base units, {@code _total} on counters.
 * Labels take values from fixed sets only ({@link Label}).
 */
public enum Metric {
  INBOUND_RECORDS(
      Kind.COUNTER,
      "tocsin_inbound_records_total",
      "Records of the providers by outcome. Counts processed, not committed records: after"
          + " a crash, some are processed and counted again.",
      Label.PROVIDER,
      Label.OUTCOME),
  MATCHED_RECORDS(
      Kind.COUNTER,
      "tocsin_matched_records_total",
      "Records that an active window covers, found on arrival or by a scan of the history.",
      Label.PROVIDER,
      Label.MODE),
  CONTENT_FIELDS(
      Kind.COUNTER,
      "tocsin_content_fields_dropped_total",
      "Dropped fields with message content, in records of formats other than the contract.",
      Label.PROVIDER),
  DEAD_LETTERS(
      Kind.COUNTER,
      "tocsin_dead_letters_total",
      "Dead letters by topic and provider.",
      Label.TOPIC,
      Label.PROVIDER),
  DEAD_LETTER_REASONS(
      Kind.COUNTER,
      "tocsin_dead_letter_reasons_total",
      "Dead letters by topic and reason.",
      Label.TOPIC,
      Label.REASON),
  NOTIFICATIONS(
      Kind.COUNTER,
      "tocsin_notifications_total",
      "Revisions of notifications sent to the notifier.",
      Label.AUDIENCE,
      Label.ACTION),
  NOTIFICATIONS_PENDING(
      Kind.GAUGE, "tocsin_notifications_pending", "Pending notifications by cause.", Label.CAUSE),
  NOTIFICATIONS_PENDING_SINCE(
      Kind.GAUGE,
      "tocsin_notifications_pending_since_timestamp_seconds",
      "Unix time since which notifications have been pending without interruption, for the"
          + " incident with the longest time; NaN when none is pending. Survives restarts. Take"
          + " the minimum of all instances.",
      Label.CAUSE),
  INCIDENTS(
      Kind.GAUGE,
      "tocsin_incidents",
      "Incidents by status. One instance reports all of them: take the sum of all" + " instances.",
      Label.STATUS),
  INCIDENTS_BY_COVERAGE(
      Kind.GAUGE, "tocsin_incidents_by_coverage", "Active incidents by coverage.", Label.COVERAGE),
  INCIDENTS_UNLISTED(
      Kind.GAUGE,
      "tocsin_incidents_unlisted",
      "Active incidents without series of their own below, if more than 20 are active."),
  INCIDENT_BECAME_AWARE(
      Kind.GAUGE,
      "tocsin_incident_became_aware_timestamp_seconds",
      "Unix time of became_aware_at, as declared by the incident's responder.",
      Label.INCIDENT),
  INCIDENT_RECORDS(
      Kind.GAUGE,
      "tocsin_incident_exposed_records",
      "Log records that the incident exposed.",
      Label.INCIDENT),
  INCIDENT_USERS(
      Kind.GAUGE,
      "tocsin_incident_exposed_users",
      "People that the incident exposed, counted once for each account.",
      Label.INCIDENT),
  INCIDENT_ACCOUNTS(
      Kind.GAUGE,
      "tocsin_incident_exposed_accounts",
      "Accounts that the incident exposed.",
      Label.INCIDENT),
  INCIDENT_PENDING(
      Kind.GAUGE,
      "tocsin_incident_notifications_pending",
      "Pending notifications of the incident, for any cause.",
      Label.INCIDENT),
  INCIDENT_EXAMINED(
      Kind.GAUGE,
      "tocsin_incident_partitions_scanned_ratio",
      "Share of the message-log partitions that are completely scanned for the incident, 0"
          + " to 1.",
      Label.INCIDENT),
  INCIDENT_COVERAGE(
      Kind.GAUGE,
      "tocsin_incident_coverage",
      "1 for the current coverage of the incident, 0 for the others.",
      Label.INCIDENT,
      Label.COVERAGE),
  INCIDENT_DEAD_LETTERS(
      Kind.GAUGE,
      "tocsin_incident_dead_letters",
      "Dead letters that may be in the range of the incident.",
      Label.INCIDENT),
  DETECTION_LATENCY(
      Kind.HISTOGRAM,
      "tocsin_detection_latency_seconds",
      "Time from the Kafka timestamp of a live record to its notification."),
  SCANS_RUNNING(
      Kind.GAUGE,
      "tocsin_scans_running",
      "Running scans of the history on this instance; a window needs one scan in each"
          + " partition."),
  SCAN_PROGRESS(
      Kind.GAUGE,
      "tocsin_scan_progress_ratio",
      "Progress of all running scans, 0 to 1; 1 when none runs."),
  SCAN_EXAMINED(
      Kind.GAUGE,
      "tocsin_scan_scanned_records",
      "Records scanned by the running scans; decreases when a scan ends."),
  SCAN_REMAINING(
      Kind.GAUGE,
      "tocsin_scan_remaining_records",
      "Estimated number of records that the running scans still have to scan."),
  SCAN_ETA(
      Kind.GAUGE,
      "tocsin_scan_eta_seconds",
      "Estimated time until the last running scan is complete; 0 when none runs, NaN while"
          + " unknown."),
  SCAN_OLDEST_AGE(
      Kind.GAUGE,
      "tocsin_scan_oldest_age_seconds",
      "Time since the start of the oldest running scan; 0 when none runs."),
  SCAN_STALL(
      Kind.GAUGE,
      "tocsin_scan_stall_seconds",
      "Longest time for which a running scan has scanned no record; 0 when none runs. Scans"
          + " that are queued behind another scan of their partition do not count."),
  HISTORY_RECORDS(
      Kind.GAUGE,
      "tocsin_history_records",
      "Log records retained by this instance's active tasks."),
  HISTORY_OLDEST(
      Kind.GAUGE,
      "tocsin_history_oldest_event_timestamp_seconds",
      "Unix time of the oldest sent_at retained by this instance's active tasks; NaN when"
          + " none is retained."),
  PARKED_RECORDS(
      Kind.GAUGE,
      "tocsin_parked_records",
      "Records parked until the schema registry is available."),
  GROUP_LAG(
      Kind.GAUGE,
      "tocsin_group_lag_records",
      "Consumer lag: offsets from the committed offset of the group to the last stable"
          + " offset; 0 when no record is left to read. Every instance reports the same value:"
          + " take the maximum, not the sum.",
      Label.TOPIC,
      Label.PROVIDER),
  PROVIDER_NEWEST(
      Kind.GAUGE,
      "tocsin_provider_newest_record_timestamp_seconds",
      "Unix time of the newest Kafka timestamp in the provider's topic, whether consumed or"
          + " not; NaN when the topic is empty. Updated every 30 s; keeps its value while the"
          + " brokers are unavailable. Every instance reports the same value: take the maximum.",
      Label.PROVIDER),
  STALL(
      Kind.GAUGE,
      "tocsin_progress_stall_seconds",
      "Time since this instance last made progress while it had work; 0 without work."),
  LIVE(Kind.GAUGE, "tocsin_live", "1 while /livez responds with 200, else 0."),
  READY(Kind.GAUGE, "tocsin_ready", "1 while /readyz responds with 200, else 0."),
  STREAMS_STATE(
      Kind.GAUGE,
      "tocsin_streams_state",
      "1 for the current state of Kafka Streams, 0 for the others.",
      Label.STATE),
  THREADS_ALIVE(Kind.GAUGE, "tocsin_stream_threads_alive", "Stream threads that are alive."),
  THREAD_FAILURES(
      Kind.COUNTER,
      "tocsin_stream_thread_failures_total",
      "Stream threads that failed with an exception and were replaced.",
      Label.FAILURE),
  REGISTRY_REACHABLE(
      Kind.GAUGE,
      "tocsin_registry_reachable",
      "1 if the schema registry responded to the last probe, else 0."),
  BROKER_REACHABLE(
      Kind.GAUGE,
      "tocsin_broker_reachable",
      "1 if the brokers responded to the last request for the group's offsets, else 0."),
  RESTORING_PARTITIONS(
      Kind.GAUGE,
      "tocsin_restoring_partitions",
      "Changelog partitions that are being restored before their tasks can run."),
  RESTORE_REMAINING(
      Kind.GAUGE,
      "tocsin_restore_remaining_records",
      "Changelog records that remain to be restored; one contains many log records."),
  RESTORED_RECORDS(
      Kind.COUNTER,
      "tocsin_restored_records_total",
      "Restored changelog records; the rate is the speed of restoration."),
  STANDBY_LAG(
      Kind.GAUGE,
      "tocsin_standby_lag_records",
      "Changelog records by which this instance's standby tasks lag behind."),
  STANDBY_RECORDS(
      Kind.COUNTER, "tocsin_standby_records_total", "Changelog records read by standby tasks."),
  ROCKSDB_CACHE(
      Kind.GAUGE,
      "tocsin_rocksdb_cache_usage_bytes",
      "Memory used in the block cache of the process, which includes write buffers and"
          + " indexes."),
  ROCKSDB_CACHE_PINNED(
      Kind.GAUGE,
      "tocsin_rocksdb_cache_pinned_bytes",
      "Memory in the block cache that cannot be evicted now."),
  ROCKSDB_CACHE_CAPACITY(
      Kind.GAUGE, "tocsin_rocksdb_cache_capacity_bytes", "Configured size of the block cache."),
  STATE_DIRECTORY(
      Kind.GAUGE,
      "tocsin_state_directory_bytes",
      "Size of the files in the state directory, measured every 30 s."),
  STATE_VOLUME_FREE(
      Kind.GAUGE,
      "tocsin_state_volume_free_bytes",
      "Space that this process can still write on the volume of the state directory."),
  STATE_VOLUME_SIZE(
      Kind.GAUGE, "tocsin_state_volume_size_bytes", "Size of the volume of the state directory."),
  BUILD_INFO(
      Kind.GAUGE,
      "tocsin_build_info",
      "Always 1; the labels have the versions.",
      Label.VERSION,
      Label.KAFKA,
      Label.JAVA);

  /** Prometheus type. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Every label of these metrics, with its bounded set of values. */
  public enum Label {
    PROVIDER("provider", "a configured provider; `other` for any other, `none` if there is none"),
    OUTCOME("outcome", "`kept`, `too_old_to_keep`, `parked`, `skipped`, `dead_letter`"),
    MODE("mode", "`live`, `scan`"),
    TOPIC("topic", "role of the topic: `message_log`, `account`, `window`, `internal`, `other`"),
    REASON("reason", "reason of a dead letter in lower case, such as `malformed_payload`"),
    AUDIENCE("audience", "`account`, `user`"),
    ACTION("action", "`created`, `updated`, `withdrawn`, `closed`"),
    CAUSE("cause", "`account_unknown`"),
    STATUS("status", "`draft`, `active`, `withdrawn`"),
    COVERAGE("coverage", "`scanning`, `complete`, `partial`"),
    INCIDENT(
        "incident",
        "id of an active incident. At most 20 are listed: first those with pending notifications, then"
            + " those with incomplete coverage, then the latest. Characters other than letters, digits"
            + " and `._:/-` are replaced with `_`, and long ids are shortened to 64 characters; a changed"
            + " id ends in `~` and 8 hexadecimal digits"),
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

  /** Name in queries; a histogram adds {@code _bucket}, {@code _sum}, {@code _count}. */
  public String prometheusName() {
    return prometheusName;
  }

  /** The help text, in Markdown. */
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
   * Registers a gauge; the registry holds a strong reference to the supplier. Null is reported as
   * NaN.
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

  /** Registers a gauge with changing rows, each with {@link #tags}. */
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

  /** The label value of an enum constant. */
  public static String labelValue(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double toDouble(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  /** Micrometer uses dots, and adds the suffix of counters and timers itself. */
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
