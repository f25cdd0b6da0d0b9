package dev.tocsin.proof.model;

import dev.tocsin.proof.events.OutputLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a case ended.
 *
 * @param lines how many lines were compared
 * @param disturbances how often a task died, restarted or was resumed
 * @param differences what is wrong, in words; empty when nothing is
 */
record CaseOutcome(int lines, int disturbances, List<String> differences) {

  static CaseOutcome of(Set<String> expected, OutputLines found, int disturbances) {
    List<String> differences = new ArrayList<>();
    expected.stream()
        .filter(line -> !found.effective().contains(line))
        .forEach(line -> differences.add("missing: " + line));
    found.effective().stream()
        .filter(line -> !expected.contains(line))
        .forEach(line -> differences.add("unexpected: " + line));
    differences.addAll(found.anomalies());
    return new CaseOutcome(expected.size(), disturbances, differences);
  }

  static CaseOutcome thrown(RuntimeException failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return new CaseOutcome(0, 0, List.of("failed: " + trace));
  }

  boolean holds() {
    return differences.isEmpty();
  }
}
