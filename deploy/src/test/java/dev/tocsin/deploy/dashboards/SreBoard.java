package dev.tocsin.deploy.dashboards;

import java.util.Locale;

/** The board for operators. */
final class SreBoard {

  static final String UID = "tocsin-sre";

  static final String ALERTS = "Alerts firing";
  static final String OUTCOMES = "Records by outcome";
  static final String DEAD_BY_PROVIDER = "Dead letters by provider";
  static final String DEAD_BY_REASON = "Dead letters by reason";
  static final String WITHIN = "Detected within 1 s";

  private static final double OBJECTIVE = 0.99;
  private static final double HALF_OF_THE_STALL_TIMEOUT = 60;
  private static final double STALL_TIMEOUT = 120;

  private SreBoard() {}

  static Board describe() {
    return new Board(
            UID,
            "Tocsin: operations",
            "Does Tocsin run, does it keep up, and what slows it down?",
            "job=\"$job\", instance=~\"$instance\"")
        .row("Health", 4, health())
        .row("Instances", 6, instances())
        .row("Records", 7, records())
        .row("Providers", 7, providers())
        .row("Detection", 7, detection())
        .row("Scans of the history", 6, scans())
        .row("Kafka Streams", 7, streams())
        .row("State", 7, state())
        .row("Process", 7, process());
  }

  private static Panel[] health() {
    return new Panel[] {
      Panel.stat(ALERTS, "What needs attention now?", Unit.WHOLE, 6)
          .describe(
              "All installations; docs/runbooks has a page for each alert. Without the alert rules"
                  + " none fires.")
          .query(
              "{{alertname}}",
              "count by (alertname) (ALERTS{alertname=~\"Tocsin.*\", alertstate=\"firing\"})")
          .base(Colour.BAD)
          .namesOnly()
          .wordForNone("none", Colour.GOOD),
      Panel.stat("Up", "Are the instances up?", Unit.SHARE, 3)
          .describe("Share of the targets that answer Prometheus.")
          .query("up", "avg(up{})")
          .base(Colour.BAD)
          .from(1, Colour.GOOD)
          .wordForNone("no instance", Colour.WARN),
      worst(
              "Live",
              "Does an instance need a restart?",
              "tocsin_live",
              Colour.BAD,
              "not live",
              "live")
          .describe("Lowest result of /livez: there is progress, or no work."),
      worst("Ready", "Is an instance not ready?", "tocsin_ready", Colour.WARN, "not ready", "ready")
          .describe("Lowest result of /readyz, which lists the reasons."),
      Panel.stat("No progress for", "Is there work without progress?", Unit.SECONDS, 3)
          .describe("/livez fails at liveness.stall.timeout. 0 while there is progress or no work.")
          .query("stalled", "max(tocsin_progress_stall_seconds{})")
          .base(Colour.GOOD)
          .from(HALF_OF_THE_STALL_TIMEOUT, Colour.WARN)
          .from(STALL_TIMEOUT, Colour.BAD)
          .wordForNone("no answer", Colour.WARN),
      worst(
              "Brokers",
              "Do the brokers answer?",
              "tocsin_broker_reachable",
              Colour.BAD,
              "unreachable",
              "reachable")
          .describe("Lowest of all instances. Nothing is lost while they do not answer."),
      worst(
              "Registry",
              "Does the schema registry answer?",
              "tocsin_registry_reachable",
              Colour.WARN,
              "unreachable",
              "reachable")
          .describe("Lowest of all instances. Without it records with new schemas are parked.")
    };
  }

  /** A metric that is 1 on a healthy instance: the lowest of all instances. */
  private static Panel worst(
      String title, String question, String metric, Colour colour, String no, String yes) {
    return Panel.stat(title, question, Unit.WHOLE, 3)
        .query(title.toLowerCase(Locale.ROOT), "min(" + metric + "{})")
        .base(colour)
        .from(1, Colour.GOOD)
        .word("0", no, colour)
        .word("1", yes, Colour.GOOD)
        .wordForNone("no answer", Colour.WARN);
  }

  private static Panel[] instances() {
    return new Panel[] {
      Panel.states("Up, live, ready", "Which instance was unhealthy, and when?", 12)
          .describe("Red means no. Not ready is normal during a restore or a restart.")
          .query("{{instance}} up", "up{}")
          .query("{{instance}} live", "tocsin_live{}")
          .query("{{instance}} ready", "tocsin_ready{}")
          .base(Colour.BAD)
          .from(1, Colour.GOOD),
      Panel.stat("State of Kafka Streams", "Is it running, rebalancing or stopped?", Unit.WHOLE, 6)
          .describe("By instance. rebalancing includes a restore.")
          .query("{{instance}} {{state}}", "max by (instance, state) (tocsin_streams_state{}) == 1")
          .base(Colour.NEUTRAL)
          .namesOnly()
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Versions", "Which versions are running?", Unit.WHOLE, 6)
          .describe("More than one during an update.")
          .query(
              "{{version}}, Kafka {{kafka}}, Java {{java}}",
              "count by (version, kafka, java) (tocsin_build_info{})")
          .base(Colour.NEUTRAL)
          .namesOnly()
          .wordForNone("no answer", Colour.WARN)
    };
  }

  private static Panel[] records() {
    return new Panel[] {
      Panel.lines("Records by provider", "Does every provider send?", Unit.RECORDS_PER_SECOND, 8)
          .describe("Records read, with any outcome.")
          .query(
              "{{provider}}",
              "sum by (provider) (rate(tocsin_inbound_records_total{}[$__rate_interval]))"),
      Panel.lines(OUTCOMES, "What happens to the records?", Unit.RECORDS_PER_SECOND, 8)
          .describe("kept is normal; docs/metrics.md lists the others.")
          .query(
              "{{outcome}}",
              "sum by (outcome) (rate(tocsin_inbound_records_total{}[$__rate_interval]))")
          .stacked(),
      Panel.lines("Lag", "Does it keep up?", Unit.COUNT, 8)
          .describe("Uncommitted offsets of the group, by topic and provider.")
          .query("{{topic}} {{provider}}", "max by (topic, provider) (tocsin_group_lag_records{})")
    };
  }

  private static Panel[] providers() {
    return new Panel[] {
      Panel.lines("No records for", "Has a provider stopped sending?", Unit.SECONDS, 6)
          .describe("Age of the newest record in the provider's topic.")
          .query(
              "{{provider}}",
              "time() - max by (provider) (tocsin_provider_newest_record_timestamp_seconds{})"),
      Panel.bars(DEAD_BY_PROVIDER, "Whose records cannot be decoded?", Unit.WHOLE, 6)
          .describe(
              "In the time range. Provider none: windows and accounts; a rejected window is urgent."
                  + " tocsin dead-letters list --summary has the remedies.")
          .query(
              "{{topic}} {{provider}}",
              "round(sum by (topic, provider) (increase(tocsin_dead_letters_total{}[$__range])))")
          .base(Colour.GOOD)
          .from(1, Colour.WARN),
      Panel.bars(DEAD_BY_REASON, "Why can they not be decoded?", Unit.WHOLE, 6)
          .describe("In the time range.")
          .query(
              "{{topic}} {{reason}}",
              "round(sum by (topic, reason)"
                  + " (increase(tocsin_dead_letter_reasons_total{}[$__range]))) > 0")
          .base(Colour.WARN)
          .wordForNone("none", Colour.GOOD),
      Panel.lines("Parked", "Do records wait for the registry?", Unit.COUNT, 6)
          .describe(
              "Tocsin decodes them when it answers. Also: dropped fields with message content.")
          .query("parked records", "sum(tocsin_parked_records{})")
          .query(
              "content fields dropped, {{provider}}",
              "sum by (provider)"
                  + " (increase(tocsin_content_fields_dropped_total{}[$__rate_interval]))")
    };
  }

  private static Panel[] detection() {
    return new Panel[] {
      Panel.lines("Detection latency", "How long until the notification?", Unit.SECONDS, 10)
          .describe(
              "From the Kafka timestamp of a live record to its notification. The line is 1 s.")
          .query("p50", quantile("0.5"))
          .query("p99", quantile("0.99"))
          .base(Colour.GOOD)
          .from(1, Colour.BAD)
          .thresholdLines(),
      Panel.stat(WITHIN, "Is the objective of 99 % met?", Unit.SHARE, 4)
          .describe(
              "Share of live flagged records with a notification within 1 s, in the time range.")
          .query(
              "within 1 s",
              "sum(increase(tocsin_detection_latency_seconds_bucket{le=\"1.0\"}[$__range]))"
                  + " / sum(increase(tocsin_detection_latency_seconds_count{}[$__range]))")
          .base(Colour.BAD)
          .from(OBJECTIVE, Colour.GOOD)
          .wordForNan("none flagged", Colour.NEUTRAL)
          .wordForNone("no answer", Colour.WARN),
      Panel.lines("Notifications", "What does Tocsin send?", Unit.PER_SECOND, 10)
          .describe("Revisions per second, by audience and action.")
          .query(
              "{{audience}} {{action}}",
              "sum by (audience, action) (rate(tocsin_notifications_total{}[$__rate_interval]))")
          .stacked()
    };
  }

  private static String quantile(String share) {
    return "histogram_quantile("
        + share
        + ", sum by (le) (rate(tocsin_detection_latency_seconds_bucket{}[$__rate_interval])))";
  }

  private static Panel[] scans() {
    return new Panel[] {
      Panel.lines("Scans running", "Are scans running?", Unit.COUNT, 6)
          .describe("Each window needs one scan per partition.")
          .query("running", "sum(tocsin_scans_running{})"),
      Panel.lines("Left to scan", "Do they make progress?", Unit.COUNT, 6)
          .describe("Estimate for running scans, and the records scanned so far.")
          .query("left", "sum(tocsin_scan_remaining_records{})")
          .query("scanned", "sum(tocsin_scan_scanned_records{})"),
      Panel.lines("Scan ETA", "When does the last one end?", Unit.SECONDS, 6)
          .describe("Estimated time, and the age of the oldest running scan.")
          .query("ETA", "max(tocsin_scan_eta_seconds{})")
          .query("age of the oldest", "max(tocsin_scan_oldest_age_seconds{})"),
      Panel.lines("Scan stalled for", "Is a scan without progress?", Unit.SECONDS, 6)
          .describe("Highest of all running scans; 0 when none runs.")
          .query("{{instance}}", "max by (instance) (tocsin_scan_stall_seconds{})")
    };
  }

  private static Panel[] streams() {
    return new Panel[] {
      Panel.lines("Threads", "Are threads dead or failing?", Unit.COUNT, 6)
          .describe("Threads alive by instance, and failed threads by failure; see the log.")
          .query("{{instance}} alive", "sum by (instance) (tocsin_stream_threads_alive{})")
          .query(
              "failed: {{failure}}",
              "sum by (failure)"
                  + " (increase(tocsin_stream_thread_failures_total{}[$__rate_interval]))"),
      Panel.lines("Time of threads", "What do threads spend time on?", Unit.SHARE, 6)
          .describe("Mean of all threads. A high share of process means full load.")
          .query("process", "avg(kafka_stream_thread_process_ratio{})")
          .query("poll", "avg(kafka_stream_thread_poll_ratio{})")
          .query("punctuate", "avg(kafka_stream_thread_punctuate_ratio{})")
          .query("commit", "avg(kafka_stream_thread_commit_ratio{})")
          .stacked(),
      Panel.lines("Thread latency", "Which call is slow?", Unit.MILLISECONDS, 6)
          .describe("Mean of one call in the slowest thread. Slow commits mean slow brokers.")
          .query("commit", "max(kafka_stream_thread_commit_latency_avg{})")
          .query("poll", "max(kafka_stream_thread_poll_latency_avg{})")
          .query("process", "max(kafka_stream_thread_process_latency_avg{})")
          .query("punctuate", "max(kafka_stream_thread_punctuate_latency_avg{})"),
      Panel.lines("Commits and records", "How much work do threads do?", Unit.PER_SECOND, 6)
          .describe("Commits and processed records of all stages and threads.")
          .query("commits", "sum(kafka_stream_thread_commit_rate{})")
          .query("records", "sum(kafka_stream_thread_process_rate{})")
    };
  }

  private static Panel[] state() {
    return new Panel[] {
      Panel.lines("Restore and standby", "Is state being restored?", Unit.COUNT, 6)
          .describe("Changelog records left to restore, and the lag of standbys.")
          .query("to restore", "sum(tocsin_restore_remaining_records{})")
          .query("standby lag", "sum(tocsin_standby_lag_records{})")
          .query("partitions to restore", "sum(tocsin_restoring_partitions{})"),
      Panel.lines("Restore rate", "How fast is the restore?", Unit.RECORDS_PER_SECOND, 6)
          .describe("Changelog records; each holds many log records.")
          .query("restored", "sum(rate(tocsin_restored_records_total{}[$__rate_interval]))")
          .query("standby", "sum(rate(tocsin_standby_records_total{}[$__rate_interval]))"),
      Panel.lines("RocksDB cache", "Is the cache large enough?", Unit.BYTES, 6)
          .describe("If pinned is near the capacity, raise rocksdb.cache.bytes.")
          .query("{{instance}} used", "tocsin_rocksdb_cache_usage_bytes{}")
          .query("{{instance}} pinned", "tocsin_rocksdb_cache_pinned_bytes{}")
          .query("{{instance}} capacity", "tocsin_rocksdb_cache_capacity_bytes{}"),
      Panel.lines("State volume", "Is the disk filling up?", Unit.BYTES, 6)
          .describe("Size of the state directory and free space of its volume.")
          .query("{{instance}} state", "tocsin_state_directory_bytes{}")
          .query("{{instance}} free", "tocsin_state_volume_free_bytes{}"),
      Panel.lines("Free space", "How much of the disk is free?", Unit.SHARE, 6)
          .describe("Share of the volume of the state directory.")
          .query(
              "{{instance}}", "tocsin_state_volume_free_bytes{} / tocsin_state_volume_size_bytes{}")
          .base(Colour.BAD)
          .from(0.1, Colour.GOOD)
          .thresholdLines(),
      Panel.lines("History", "How many records are retained?", Unit.COUNT, 6)
          .describe("Log records in all active tasks.")
          .query("log records", "sum(tocsin_history_records{})"),
      Panel.lines("Rebalances", "Is the group stable?", Unit.COUNT, 6)
          .describe("Rebalances of stream threads, by instance.")
          .query(
              "{{instance}}",
              "sum by (instance)"
                  + " (increase(kafka_consumer_coordinator_rebalance_total{}[$__rate_interval]))"),
      Panel.lines("Kafka producer", "Do writes fail?", Unit.PER_SECOND, 6)
          .describe("Failed records and retries per second.")
          .query("errors", "sum(kafka_producer_record_error_rate{})")
          .query("retries", "sum(kafka_producer_record_retry_rate{})")
    };
  }

  private static Panel[] process() {
    return new Panel[] {
      Panel.lines("Heap", "Is memory free?", Unit.BYTES, 6)
          .describe("Java heap by instance, and its maximum.")
          .query("{{instance}} used", "sum by (instance) (jvm_memory_used_bytes{area=\"heap\"})")
          .query("{{instance}} max", "sum by (instance) (jvm_memory_max_bytes{area=\"heap\"} > 0)"),
      Panel.lines("Garbage collection", "How long are the pauses?", Unit.SHARE, 6)
          .describe("Share of time in garbage collection pauses, by instance.")
          .query(
              "{{instance}}",
              "sum by (instance) (rate(jvm_gc_pause_seconds_sum{}[$__rate_interval]))"),
      Panel.lines("CPU", "How much CPU does Tocsin use?", Unit.COUNT, 6)
          .describe("CPUs in use and available, by instance.")
          .query("{{instance}} used", "process_cpu_usage{} * system_cpu_count{}")
          .query("{{instance}} available", "system_cpu_count{}"),
      Panel.lines("Warnings and errors", "Does the log have any?", Unit.PER_SECOND, 6)
          .describe("Per second, by level.")
          .query(
              "{{level}}",
              "sum by (level)"
                  + " (rate(log4j2_events_total{level=~\"warn|error|fatal\"}[$__rate_interval]))")
    };
  }
}
