package dev.tocsin.deploy.monitoring;

import dev.tocsin.telemetry.Metric;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a query asks for. Whether it is well formed is for promtool to say. */
final class PromQl {

  /**
   * Series that are not Tocsin's own. {@link AlertsIT} holds them against a real scrape; {@code up}
   * is Prometheus' own.
   */
  static final Set<String> FOREIGN =
      Set.of(
          "jvm_gc_pause_seconds_sum",
          "jvm_memory_used_bytes",
          "kafka_stream_thread_commit_latency_avg",
          "kafka_stream_thread_commit_rate",
          "kafka_stream_thread_poll_latency_avg",
          "kafka_stream_thread_process_latency_avg",
          "process_cpu_time_ns_total",
          "process_start_time_seconds");

  private static final String TARGETS = "up";

  private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^{}]*}");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern LABELS =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:.])[A-Za-z_:][\\w:]*(?!\\w)(?!\\s*\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
  private static final Pattern HISTOGRAM_PART = Pattern.compile("_(bucket|sum|count|max)$");

  private PromQl() {}

  /** Names of the series that a query reads. */
  static Set<String> series(String query) {
    String bare = query;
    for (Pattern noise : new Pattern[] {STRING, MATCHERS, RANGE, LABELS}) {
      bare = noise.matcher(bare).replaceAll(" ");
    }
    return NAME.matcher(bare)
        .results()
        .map(MatchResult::group)
        .filter(name -> !WORDS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of the series that nobody publishes and no rule records. */
  static Set<String> unknown(String query, Rules rules) {
    Set<String> known = new TreeSet<>(rules.recorded());
    known.addAll(FOREIGN);
    known.add(TARGETS);
    Set<String> unknown = series(query);
    unknown.removeIf(name -> known.contains(name) || isOfTocsin(name));
    return unknown;
  }

  private static boolean isOfTocsin(String name) {
    for (Metric metric : Metric.values()) {
      boolean histogram = metric.kind() == Metric.Kind.HISTOGRAM;
      String asked = histogram ? HISTOGRAM_PART.matcher(name).replaceFirst("") : name;
      if (asked.equals(metric.prometheusName()) && (!histogram || !asked.equals(name))) {
        return true;
      }
    }
    return false;
  }
}
