package dev.tocsin.proof.fault;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of all runs, one row for each scenario. */
final class FaultReport {

  private static final String ROW = "%-16s %5s %9s %10s %9s %9s %9s  %-8s %s%n";

  private FaultReport() {}

  /** Prints problems and the table. */
  static void print(PrintWriter out, List<FaultResult> results) {
    for (FaultResult result : results) {
      result
          .problems()
          .forEach(
              problem ->
                  out.printf(
                      "%d %s, seed %d: %s%n",
                      result.number(), result.name(), result.seed(), problem));
    }
    results.forEach(
        result ->
            result
                .notes()
                .forEach(
                    note ->
                        out.printf(
                            "%d %s, seed %d: %s%n",
                            result.number(), result.name(), result.seed(), note)));
    Map<String, List<FaultResult>> rows = new LinkedHashMap<>();
    results.forEach(
        r -> rows.computeIfAbsent(r.number() + " " + r.name(), s -> new ArrayList<>()).add(r));
    out.printf(
        ROW,
        "scenario",
        "runs",
        "hits",
        "inputs",
        "lines",
        "p50",
        "p99",
        "verdict",
        "failed seeds");
    rows.forEach((scenario, runs) -> row(out, scenario, runs));
    out.flush();
  }

  private static void row(PrintWriter out, String scenario, List<FaultResult> runs) {
    List<Duration> recoveries =
        runs.stream().flatMap(r -> r.recoveries().stream()).sorted().toList();
    String failures =
        runs.stream()
            .filter(r -> !r.held())
            .map(r -> Long.toString(r.seed()))
            .collect(Collectors.joining(" "));
    out.printf(
        ROW,
        scenario,
        runs.size(),
        runs.stream().mapToInt(FaultResult::hits).sum()
            + "/"
            + runs.stream().mapToInt(FaultResult::faults).sum(),
        "%,d".formatted(runs.stream().mapToLong(FaultResult::inputs).sum()),
        "%,d".formatted(runs.stream().mapToLong(FaultResult::lines).sum()),
        quantile(recoveries, 0.5),
        quantile(recoveries, 0.99),
        verdict(runs),
        failures);
  }

  private static String verdict(List<FaultResult> runs) {
    if (runs.stream().noneMatch(FaultResult::done)) {
      return "NOT RUN";
    }
    return runs.stream().allMatch(FaultResult::held) ? "held" : "FAILED";
  }

  private static String quantile(List<Duration> sorted, double quantile) {
    if (sorted.isEmpty()) {
      return "-";
    }
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return String.format(Locale.ROOT, "%.1f s", sorted.get(Math.max(0, index)).toMillis() / 1000.0);
  }
}
