package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Expected;
import dev.tocsin.demo.check.Observed;
import dev.tocsin.event.IncidentSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The figures that both sides give.
 *
 * @param flagged exposures that stand
 * @param people exposed people, once per account and incident
 * @param accounts exposed accounts, once per incident
 * @param toldAccounts standing notifications to accounts
 * @param toldPeople standing notifications to people
 * @param pending notifications that wait for their account
 * @param deadLetters by reason
 */
record Figures(
    long flagged,
    long people,
    long accounts,
    long toldAccounts,
    long toldPeople,
    long pending,
    Map<String, Long> deadLetters) {

  /** Before anything was counted. */
  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, Map.of());

  static Figures of(Observed observed) {
    return new Figures(
        observed.flagged(),
        sum(observed, IncidentSummary::getAffectedUserCount),
        sum(observed, IncidentSummary::getAccountCount),
        observed.standing("ACCOUNT"),
        observed.standing("USER"),
        sum(
            observed,
            summary -> summary.getPending().values().stream().mapToLong(Long::longValue).sum()),
        new TreeMap<>(observed.deadLetters()));
  }

  static Figures of(Expected expected, Map<String, Long> deadLetters) {
    return new Figures(
        expected.exposures().size(),
        expected.peopleTotal(),
        expected.accountsTotal(),
        expected.accountsTold().size(),
        expected.told().size(),
        expected.waitingTotal(),
        new TreeMap<>(deadLetters));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("flagged", flagged);
    json.put("people", people);
    json.put("accounts", accounts);
    json.put("standing_notifications", Map.of("ACCOUNT", toldAccounts, "USER", toldPeople));
    json.put("pending", pending);
    json.put("dead_letters", deadLetters);
    return json;
  }

  /** Both sides as rows of a table. */
  static List<List<String>> compare(Figures detector, Figures check) {
    return List.of(
        List.of("", "Tocsin", "brute force", ""),
        row("Records flagged", detector.flagged, check.flagged),
        row("People exposed", detector.people, check.people),
        row("Accounts exposed", detector.accounts, check.accounts),
        row("Accounts told", detector.toldAccounts, check.toldAccounts),
        row("People told", detector.toldPeople, check.toldPeople),
        row("Waiting for their account", detector.pending, check.pending),
        row("Dead letters", total(detector.deadLetters), total(check.deadLetters)));
  }

  private static List<String> row(String label, long left, long right) {
    return List.of(label, number(left), number(right), left == right ? "=" : "DIFFERENT");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long sum(Observed observed, ToLongFunction<IncidentSummary> field) {
    return observed.summaries().values().stream().mapToLong(field).sum();
  }
}
