package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of the story as one JSON object. */
final class StoryReport {

  private StoryReport() {}

  static Map<String, Object> of(
      StoryContext context,
      OpeningChapters opening,
      IncidentChapters incidents,
      Figures detector,
      Figures recount,
      List<Difference> differences,
      Map<String, Double> phases) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", context.options.seed());
    json.put("inputs", inputs(context, opening));
    json.putAll(detector.json());
    json.put("notifications_sent", context.watcher.ask(observed -> observed.revisions()));
    json.put("incidents", summaries(context));
    json.put("seconds_to_last_record", StoryContext.seconds(incidents.lastRecord()));
    json.put("seconds_to_complete_scan", StoryContext.seconds(incidents.answer()));
    json.put("detection_latency_ms", latency(context.latencies.quantiles()));
    json.put("recount", recount.json());
    json.put("differences", differences);
    json.put("phase_seconds", phases);
    json.put("seconds", StoryContext.seconds(context.narrator.elapsed()));
    return json;
  }

  private static Map<String, Object> inputs(StoryContext context, OpeningChapters opening) {
    long distinct =
        (long) context.traffic.records() + context.messages.extras() + context.messages.liveCount();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", context.sent());
    json.put("distinct_records", distinct);
    json.put("repeated_records", context.sent() - distinct);
    json.put("malformed_records", StoryContext.total(context.deadLetters));
    json.put("live_records", context.messages.liveCount());
    json.put("records_per_second", Math.round(opening.sendRate()));
    json.put("accounts", context.accounts.known().size());
    json.put("windows", context.desk.windows().size());
    json.put("partitions", context.options.partitions());
    return json;
  }

  private static Map<String, Object> latency(Latencies.Quantiles latency) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("people", latency.count());
    json.put("p50", latency.p50());
    json.put("p95", latency.p95());
    json.put("p99", latency.p99());
    json.put("max", latency.max());
    return json;
  }

  private static Map<String, Object> summaries(StoryContext context) {
    Map<String, Object> json = new TreeMap<>();
    for (String incident : context.desk.incidents()) {
      context
          .watcher
          .summary(incident)
          .ifPresent(
              summary ->
                  json.put(
                      incident,
                      Map.of(
                          "status", summary.getStatus(),
                          "coverage", summary.getCoverage().getState(),
                          "reasons", summary.getCoverage().getReasons(),
                          "records", summary.getRecordCount(),
                          "people", summary.getAffectedUserCount(),
                          "accounts", summary.getAccountCount())));
    }
    return json;
  }
}
