package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a story as one JSON object. */
final class StoryReport {

  private StoryReport() {}

  static Map<String, Object> of(
      StoryContext stage,
      OpeningChapters prologue,
      IncidentChapters incidents,
      Figures detector,
      Figures bruteForce,
      List<Difference> differences,
      Map<String, Double> phases) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", stage.options.seed());
    json.put("inputs", inputs(stage, prologue));
    json.putAll(detector.json());
    json.put("notifications", stage.watcher.ask(observed -> observed.spoken()));
    json.put("incidents", summaries(stage));
    json.put("scan_seconds", StoryContext.seconds(incidents.scan()));
    json.put("answer_seconds", StoryContext.seconds(incidents.answer()));
    json.put("detection_latency_ms", latency(stage.latencies.quantiles()));
    json.put("brute_force", bruteForce.json());
    json.put("differences", differences);
    json.put("phase_seconds", phases);
    json.put("seconds", StoryContext.seconds(stage.narrator.elapsed()));
    return json;
  }

  private static Map<String, Object> inputs(StoryContext stage, OpeningChapters prologue) {
    long distinct =
        (long) stage.traffic.records() + stage.pushed.extras() + stage.pushed.liveCount();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pushes", stage.pushes());
    json.put("distinct", distinct);
    json.put("duplicates", stage.pushes() - distinct);
    json.put("poison", StoryContext.total(stage.deadLetters));
    json.put("live", stage.pushed.liveCount());
    json.put("pushed_per_second", Math.round(prologue.pushRate()));
    json.put("accounts", stage.cast.known().size());
    json.put("windows", stage.desk.windows().size());
    json.put("partitions", stage.options.partitions());
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

  private static Map<String, Object> summaries(StoryContext stage) {
    Map<String, Object> json = new TreeMap<>();
    for (String incident : stage.desk.incidents()) {
      stage
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
