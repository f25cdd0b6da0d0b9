package dev.tocsin.deploy.dashboards;

import java.util.Locale;

/** What whoever runs Tocsin looks at. */
final class SreBoard {

  static final String UID = "tocsin-sre";

  static final String ALERTS = "Alerts firing";
  static final String OUTCOMES = "Records by outcome";
  static final String DEAD_BY_PROVIDER = "Dead letters by provider";
  static final String DEAD_BY_REASON = "Dead letters by reason";
  static final String WITHIN = "Told within 1 s";

  private static final double OBJECTIVE = 0.99;
  private static final double HALF_OF_THE_STALL_TIMEOUT = 60;
  private static final double STALL_TIMEOUT = 120;

  private SreBoard() {}

  static Board describe() {
    return new Board(
            UID,
            "Tocsin: operations",
            "Does it run, does it keep up, and what holds it back?",
            "job=\"$job\", instance=~\"$instance\"")
        .row("Is it well?", 4, well())
        .row("Instances", 6, instances())
        .row("Records", 7, records())
        .row("Providers", 7, providers())
        .row("Detection", 7, detection())
        .row("Scans of the history", 6, scans())
        .row("Kafka Streams", 7, streams())
        .row("State", 7, state())
        .row("Process", 7, process());
  }

  private static Panel[] well() {
    return new Panel[] {
      Panel.stat(ALERTS, "What needs somebody now?", Unit.WHOLE, 6)
          .says(
              "Alerts that fire, of all installations; docs/runbooks has a page for each. Where the"
                  + " rules are not loaded none does.")
          .query(
              "{{alertname}}",
              "count by (alertname) (ALERTS{alertname=~\"Tocsin.*\", alertstate=\"firing\"})")
          .base(Colour.BAD)
          .namesOnly()
          .wordForNone("none", Colour.GOOD),
      Panel.stat("Up", "Do the instances answer Prometheus?", Unit.SHARE, 3)
          .says("Share of the instances that Prometheus knows.")
          .query("up", "avg(up{})")
          .base(Colour.BAD)
          .from(1, Colour.GOOD)
          .wordForNone("no instance", Colour.WARN),
      worst("Live", "Would a restart help?", "tocsin_live", Colour.BAD, "not live", "live")
          .says("The worst of /livez: there is progress, or nothing to do."),
      worst("Ready", "Is all work done now?", "tocsin_ready", Colour.WARN, "not ready", "ready")
          .says("The worst of /readyz; ask it for the reasons."),
      Panel.stat("No progress for", "Is there work that does not get done?", Unit.SECONDS, 3)
          .says("The clock that /livez goes by; 0 while there is progress or nothing to do.")
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
              "away",
              "answer")
          .says("The worst of all instances. While they are away nothing is lost."),
      worst(
              "Registry",
              "Does the schema registry answer?",
              "tocsin_registry_reachable",
              Colour.WARN,
              "away",
              "answers")
          .says("The worst of all instances. While it is away records of new schemas are parked.")
    };
  }

  /** A metric that is 1 where all is well: what the worst instance says. */
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
      Panel.states("Up, live, ready", "Which instance was not well, and when?", 12)
          .says("Red while it is not so. Not ready during a restore or a restart is no fault.")
          .query("{{instance}} up", "up{}")
          .query("{{instance}} live", "tocsin_live{}")
          .query("{{instance}} ready", "tocsin_ready{}")
          .base(Colour.BAD)
          .from(1, Colour.GOOD),
      Panel.stat(
              "State of Kafka Streams", "Does it run, rebalance, or has it ended?", Unit.WHOLE, 6)
          .says("By instance. rebalancing includes a restore.")
          .query("{{instance}} {{state}}", "max by (instance, state) (tocsin_streams_state{}) == 1")
          .base(Colour.NEUTRAL)
          .namesOnly()
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Versions", "What runs?", Unit.WHOLE, 6)
          .says("More than one while versions are being changed.")
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
      Panel.lines("Records by provider", "Does every provider push?", Unit.RECORDS_PER_SECOND, 8)
          .says("Records taken in, whatever became of them.")
          .query(
              "{{provider}}",
              "sum by (provider) (rate(tocsin_inbound_records_total{}[$__rate_interval]))"),
      Panel.lines(OUTCOMES, "What becomes of them?", Unit.RECORDS_PER_SECOND, 8)
          .says("kept is the rule; docs/metrics.md lists the others.")
          .query(
              "{{outcome}}",
              "sum by (outcome) (rate(tocsin_inbound_records_total{}[$__rate_interval]))")
          .stacked(),
      Panel.lines("Lag", "Does it keep up?", Unit.COUNT, 8)
          .says("Offsets that the group has not committed, by topic and provider.")
          .query("{{topic}} {{provider}}", "max by (topic, provider) (tocsin_group_lag_records{})")
    };
  }

  private static Panel[] providers() {
    return new Panel[] {
      Panel.lines("Silent for", "Has a provider stopped to push?", Unit.SECONDS, 6)
          .says("Age of the newest record in the provider's topic, whoever has read it.")
          .query(
              "{{provider}}",
              "time() - max by (provider) (tocsin_provider_newest_record_timestamp_seconds{})"),
      Panel.bars(DEAD_BY_PROVIDER, "Who pushes what cannot be read?", Unit.WHOLE, 6)
          .says(
              "Over the range of time above. none is for windows and accounts: a refused window is"
                  + " urgent. tocsin dead-letters list --summary tells the mend.")
          .query(
              "{{topic}} {{provider}}",
              "round(sum by (topic, provider) (increase(tocsin_dead_letters_total{}[$__range])))")
          .base(Colour.GOOD)
          .from(1, Colour.WARN),
      Panel.bars(DEAD_BY_REASON, "Why could it not be read?", Unit.WHOLE, 6)
          .says("Over the range of time above; reasons that did not occur are left out.")
          .query(
              "{{topic}} {{reason}}",
              "round(sum by (topic, reason)"
                  + " (increase(tocsin_dead_letter_reasons_total{}[$__range]))) > 0")
          .base(Colour.WARN)
          .wordForNone("none", Colour.GOOD),
      Panel.lines("Parked", "Do records wait for the registry?", Unit.COUNT, 6)
          .says("They go on by themselves when it answers. Fields with content are dropped.")
          .query("parked records", "sum(tocsin_parked_records{})")
          .query(
              "content fields dropped, {{provider}}",
              "sum by (provider)"
                  + " (increase(tocsin_content_fields_dropped_total{}[$__rate_interval]))")
    };
  }

  private static Panel[] detection() {
    return new Panel[] {
      Panel.lines("Detection latency", "How long until a flagged record is told?", Unit.SECONDS, 10)
          .says("From the Kafka timestamp of a live record to its notification. The line: 1 s.")
          .query("half within", quantile("0.5"))
          .query("99 of 100 within", quantile("0.99"))
          .base(Colour.GOOD)
          .from(1, Colour.BAD)
          .thresholdLines(),
      Panel.stat(WITHIN, "Is the objective met?", Unit.SHARE, 4)
          .says("Share of live flagged records told within a second, over the range of time above.")
          .query(
              "within 1 s",
              "sum(increase(tocsin_detection_latency_seconds_bucket{le=\"1.0\"}[$__range]))"
                  + " / sum(increase(tocsin_detection_latency_seconds_count{}[$__range]))")
          .base(Colour.BAD)
          .from(OBJECTIVE, Colour.GOOD)
          .wordForNan("none flagged", Colour.NEUTRAL)
          .wordForNone("no answer", Colour.WARN),
      Panel.lines("Notifications", "What is sent?", Unit.PER_SECOND, 10)
          .says("Revisions of notifications a second, by audience and action.")
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
      Panel.lines("Scans running", "Is history being read?", Unit.COUNT, 6)
          .says("One window makes one scan a partition.")
          .query("running", "sum(tocsin_scans_running{})"),
      Panel.lines("Left to examine", "Does it go on?", Unit.COUNT, 6)
          .says("Estimate for the running scans, and what they have examined so far.")
          .query("left", "sum(tocsin_scan_remaining_records{})")
          .query("examined", "sum(tocsin_scan_examined_records{})"),
      Panel.lines("Time left", "When does the last one end?", Unit.SECONDS, 6)
          .says("Estimate, and the age of the oldest running scan.")
          .query("time left", "max(tocsin_scan_eta_seconds{})")
          .query("oldest began", "max(tocsin_scan_oldest_age_seconds{})"),
      Panel.lines("Scan stalled for", "Has a scan examined nothing?", Unit.SECONDS, 6)
          .says("The longest of any running scan; 0 when none runs.")
          .query("{{instance}}", "max by (instance) (tocsin_scan_stall_seconds{})")
    };
  }

  private static Panel[] streams() {
    return new Panel[] {
      Panel.lines("Threads", "Are stream threads missing, or do they die?", Unit.COUNT, 6)
          .says("Threads alive by instance, and those that died, by failure; see the log.")
          .query("{{instance}} alive", "sum by (instance) (tocsin_stream_threads_alive{})")
          .query(
              "died: {{failure}}",
              "sum by (failure)"
                  + " (increase(tocsin_stream_thread_failures_total{}[$__rate_interval]))"),
      Panel.lines("What threads do", "Where does the time of a thread go?", Unit.SHARE, 6)
          .says("Shares of time, mean of all threads. A high share of processing is a full one.")
          .query("process", "avg(kafka_stream_thread_process_ratio{})")
          .query("poll", "avg(kafka_stream_thread_poll_ratio{})")
          .query("punctuate", "avg(kafka_stream_thread_punctuate_ratio{})")
          .query("commit", "avg(kafka_stream_thread_commit_ratio{})")
          .stacked(),
      Panel.lines("Latency in a thread", "What takes long?", Unit.MILLISECONDS, 6)
          .says("The slowest thread's mean of one call. A slow commit is a slow broker.")
          .query("commit", "max(kafka_stream_thread_commit_latency_avg{})")
          .query("poll", "max(kafka_stream_thread_poll_latency_avg{})")
          .query("process", "max(kafka_stream_thread_process_latency_avg{})")
          .query("punctuate", "max(kafka_stream_thread_punctuate_latency_avg{})"),
      Panel.lines("Commits and records", "How much work is done?", Unit.PER_SECOND, 6)
          .says("Commits, and records processed at all stages, of all threads.")
          .query("commits", "sum(kafka_stream_thread_commit_rate{})")
          .query("records", "sum(kafka_stream_thread_process_rate{})")
    };
  }

  private static Panel[] state() {
    return new Panel[] {
      Panel.lines("Restore and standby", "Is state being read back?", Unit.COUNT, 6)
          .says("Changelog records still to be restored before tasks run, and those standbys lack.")
          .query("to restore", "sum(tocsin_restore_remaining_records{})")
          .query("standby lag", "sum(tocsin_standby_lag_records{})")
          .query("partitions to restore", "sum(tocsin_restoring_partitions{})"),
      Panel.lines("Speed of restore", "How fast is state read back?", Unit.RECORDS_PER_SECOND, 6)
          .says("Changelog records; one holds many log records.")
          .query("restored", "sum(rate(tocsin_restored_records_total{}[$__rate_interval]))")
          .query("standby", "sum(rate(tocsin_standby_records_total{}[$__rate_interval]))"),
      Panel.lines("RocksDB cache", "Is the cache large enough?", Unit.BYTES, 6)
          .says("By instance. Pinned near the capacity: raise rocksdb.cache.bytes.")
          .query("{{instance}} used", "tocsin_rocksdb_cache_usage_bytes{}")
          .query("{{instance}} pinned", "tocsin_rocksdb_cache_pinned_bytes{}")
          .query("{{instance}} capacity", "tocsin_rocksdb_cache_capacity_bytes{}"),
      Panel.lines("State volume", "Does the disk fill?", Unit.BYTES, 6)
          .says("Size of the state directory and what is free on its volume, by instance.")
          .query("{{instance}} state", "tocsin_state_directory_bytes{}")
          .query("{{instance}} free", "tocsin_state_volume_free_bytes{}"),
      Panel.lines("Volume free", "How much of the disk is left?", Unit.SHARE, 6)
          .says("Share of the state directory's volume, by instance.")
          .query(
              "{{instance}}", "tocsin_state_volume_free_bytes{} / tocsin_state_volume_size_bytes{}")
          .base(Colour.BAD)
          .from(0.1, Colour.GOOD)
          .thresholdLines(),
      Panel.lines("History", "How much is kept?", Unit.COUNT, 6)
          .says("Log records in all active tasks.")
          .query("log records", "sum(tocsin_history_records{})"),
      Panel.lines("Rebalances", "Do instances come and go?", Unit.COUNT, 6)
          .says("Rebalances that stream threads took part in.")
          .query(
              "{{instance}}",
              "sum by (instance)"
                  + " (increase(kafka_consumer_coordinator_rebalance_total{}[$__rate_interval]))"),
      Panel.lines("Kafka producer", "Does writing fail?", Unit.PER_SECOND, 6)
          .says("Records that could not be written and retries, a second.")
          .query("errors", "sum(kafka_producer_record_error_rate{})")
          .query("retries", "sum(kafka_producer_record_retry_rate{})")
    };
  }

  private static Panel[] process() {
    return new Panel[] {
      Panel.lines("Heap", "Is there memory left?", Unit.BYTES, 6)
          .says("Java heap by instance, against -Xmx.")
          .query("{{instance}} used", "sum by (instance) (jvm_memory_used_bytes{area=\"heap\"})")
          .query("{{instance}} max", "sum by (instance) (jvm_memory_max_bytes{area=\"heap\"} > 0)"),
      Panel.lines("Garbage collection", "Does it stand still?", Unit.SHARE, 6)
          .says("Share of time in pauses of the garbage collector, by instance.")
          .query(
              "{{instance}}",
              "sum by (instance) (rate(jvm_gc_pause_seconds_sum{}[$__rate_interval]))"),
      Panel.lines("Processor", "How much does it compute?", Unit.COUNT, 6)
          .says("Processors in use by instance, and those there are.")
          .query("{{instance}} used", "process_cpu_usage{} * system_cpu_count{}")
          .query("{{instance}} there", "system_cpu_count{}"),
      Panel.lines("Log lines", "Does it complain?", Unit.PER_SECOND, 6)
          .says("Warnings and errors in the log a second.")
          .query(
              "{{level}}",
              "sum by (level)"
                  + " (rate(log4j2_events_total{level=~\"warn|error|fatal\"}[$__rate_interval]))")
    };
  }
}
