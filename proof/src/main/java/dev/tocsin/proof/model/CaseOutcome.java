package dev.tocsin.proof.model;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a case ended.
 *
 * @param lines how many lines were compared
 * @param disturbances how often a task died, was started again or taken on again
 * @param differences what is wrong, in words; empty when nothing is
 */
record CaseOutcome(int lines, int disturbances, List<String> differences) {

  static CaseOutcome of(
      Set<String> expected, Set<String> found, List<String> stumbles, int disturbances) {
    List<String> differences = new ArrayList<>();
    expected.stream()
        .filter(line -> !found.contains(line))
        .forEach(line -> differences.add("missing: " + line));
    found.stream()
        .filter(line -> !expected.contains(line))
        .forEach(line -> differences.add("too much: " + line));
    differences.addAll(stumbles);
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
