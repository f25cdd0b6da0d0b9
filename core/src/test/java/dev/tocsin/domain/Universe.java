package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A small set of windows and records for exhaustive comparison: for each difference between windows
 * it has a record that distinguishes them, including names and times of no window.
 */
final class Universe {

  static final List<LogRecord> RECORDS = records();

  private Universe() {}

  /** Windows of an incident that differ in what they cover, empty ones included. */
  static List<CompromiseWindow> windows(String incidentId) {
    List<CompromiseWindow> all = new ArrayList<>();
    for (Examples.WindowExample reach :
        List.of(
            window("w"),
            window("w").accounts("acme"),
            window("w").accounts("acme", "bolt"),
            window("w").channels("SMS"),
            window("w").channels("SMS", "VOICE"),
            window("w").accounts("acme").channels("VOICE"),
            window("w").by("other"))) {
      for (long from = 1; from <= 3; from++) {
        for (long to : new long[] {1, 2, 4, CompromiseWindow.OPEN}) {
          all.add(reach.of(incidentId).during(from, to).get());
        }
      }
    }
    return all;
  }

  /** Which of the records a window covers. */
  static BitSet covered(CompromiseWindow window) {
    BitSet covered = new BitSet();
    for (int i = 0; i < RECORDS.size(); i++) {
      covered.set(i, window.covers(RECORDS.get(i)));
    }
    return covered;
  }

  static boolean isSubset(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  private static List<LogRecord> records() {
    List<LogRecord> all = new ArrayList<>();
    for (String provider : List.of("duo", "other")) {
      for (String account : List.of("acme", "bolt", "unnamed")) {
        for (String channel : List.of("SMS", "VOICE", "FAX")) {
          for (long at = 0; at <= 5; at++) {
            all.add(log("m").by(provider).account(account).channel(channel).at(at).get());
          }
        }
      }
    }
    return List.copyOf(all);
  }
}
