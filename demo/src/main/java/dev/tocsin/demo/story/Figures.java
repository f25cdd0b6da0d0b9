package dev.tocsin.demo.story;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.demo.check.Expected;
import dev.tocsin.demo.check.Observed;
import dev.tocsin.event.IncidentSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The figures of the detector, or of the recount.
 *
 * @param flagged flagged records, once per incident
 * @param people exposed people, once per account and incident
 * @param accounts exposed accounts, once per incident
 * @param notificationsInEffect by audience
 * @param pending notifications of unknown accounts
 * @param deadLetters by reason
 */
public record Figures(
    long flagged,
    long people,
    long accounts,
    InEffect notificationsInEffect,
    long pending,
    Map<String, Long> deadLetters) {

  /** Before the first count. */
  static final Figures NONE = new Figures(0, 0, 0, new InEffect(0, 0), 0, Map.of());

  /** Notifications in effect, by audience. */
  public record InEffect(
      @JsonProperty("ACCOUNT") long accounts, @JsonProperty("USER") long people) {}

  static Figures of(Observed observed) {
    return new Figures(
        observed.flagged(),
        sum(observed, IncidentSummary::getAffectedUserCount),
        sum(observed, IncidentSummary::getAccountCount),
        new InEffect(
            observed.notificationsInEffect("ACCOUNT"), observed.notificationsInEffect("USER")),
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
        new InEffect(expected.accountsNotified().size(), expected.peopleNotified().size()),
        expected.pendingTotal(),
        new TreeMap<>(deadLetters));
  }

  /** The figures of both as rows of a table. */
  static List<List<String>> compare(Figures detector, Figures recount) {
    return List.of(
        List.of("", "Tocsin", "recount", ""),
        row("Records flagged", detector.flagged, recount.flagged),
        row("People exposed", detector.people, recount.people),
        row("Accounts exposed", detector.accounts, recount.accounts),
        row(
            "Accounts notified",
            detector.notificationsInEffect.accounts,
            recount.notificationsInEffect.accounts),
        row(
            "People notified",
            detector.notificationsInEffect.people,
            recount.notificationsInEffect.people),
        row("Pending, account unknown", detector.pending, recount.pending),
        row("Dead letters", total(detector.deadLetters), total(recount.deadLetters)));
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
    return observed.incidents().values().stream().mapToLong(field).sum();
  }
}
