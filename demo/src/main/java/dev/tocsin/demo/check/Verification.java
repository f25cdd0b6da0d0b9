package dev.tocsin.demo.check;

import dev.tocsin.demo.check.Difference.Kind;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.phone.PhoneMask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the outputs of the detector with the independent recount: sets with sets, so that a
 * missing and an extra element do not cancel each other out.
 */
public final class Verification {

  private final Recount.Inputs inputs;
  private final List<DeclaredWindow> windows;
  private final Map<String, DemoAccount> accounts;
  private final Set<String> incidents;
  private final Differences findings = new Differences();

  private Verification(
      Recount.Inputs inputs,
      List<DeclaredWindow> windows,
      Map<String, DemoAccount> accounts,
      Set<String> incidents) {
    this.inputs = inputs;
    this.windows = windows;
    this.accounts = accounts;
    this.incidents = incidents;
  }

  /**
   * Lists all differences.
   *
   * @param inputs the message logs, to name those that are missing
   * @param windows the final windows
   * @param accounts the final accounts by id
   * @param incidents every incident that was ever declared
   * @param deadLetters the expected number by reason
   */
  public static List<Difference> compare(
      Recount.Inputs inputs,
      List<DeclaredWindow> windows,
      Map<String, DemoAccount> accounts,
      Set<String> incidents,
      Expected expected,
      Map<String, Long> deadLetters,
      Observed observed) {
    Verification work = new Verification(inputs, windows, accounts, incidents);
    work.findings.addAll(observed.anomalies());
    work.exposures(expected, observed);
    work.people(expected, observed);
    work.accounts(expected, observed);
    incidents.forEach(incident -> work.incident(incident, expected, observed));
    work.deadLetters(deadLetters, observed.deadLetters());
    return work.findings.list();
  }

  private void exposures(Expected expected, Observed observed) {
    Set<Long> missing = minus(expected.exposures(), observed.exposures());
    Set<Long> extra = minus(observed.exposures(), expected.exposures());
    Set<Long> unexplained = new HashSet<>(missing);
    unexplained.addAll(extra);
    Map<Long, String> names = explain(unexplained);
    missing.forEach(id -> findings.add(Kind.EXPOSURE_MISSING, "%s", name(names, id)));
    extra.forEach(id -> findings.add(Kind.EXPOSURE_EXTRA, "%s", name(names, id)));
  }

  private void people(Expected expected, Observed observed) {
    Map<Long, NotificationSnapshot> found = new HashMap<>();
    observed.notifications().stream()
        .filter(one -> one.audience().equals(NotificationSnapshot.USER))
        .forEach(
            one -> {
              if (found.put(one.person(), one) != null) {
                findings.add(
                    Kind.NOTIFICATION_EXTRA, "two notifications for one person: %s", label(one));
              }
            });
    Set<Long> missing = minus(expected.peopleNotified(), found.keySet());
    Map<Long, String> names = explain(missing);
    missing.forEach(id -> findings.add(Kind.NOTIFICATION_MISSING, "USER, %s", name(names, id)));
    found.forEach(
        (id, one) -> {
          if (!expected.peopleNotified().contains(id)) {
            findings.add(Kind.NOTIFICATION_EXTRA, "%s", label(one));
          }
          contact(one);
        });
  }

  private void accounts(Expected expected, Observed observed) {
    Set<AccountKey> seen = new HashSet<>();
    observed.notifications().stream()
        .filter(one -> one.audience().equals(NotificationSnapshot.ACCOUNT))
        .forEach(
            one -> {
              if (!seen.add(one.account())
                  || !expected.accountsNotified().contains(one.account())) {
                findings.add(Kind.NOTIFICATION_EXTRA, "%s", label(one));
                return;
              }
              ExpectedImpact impact = expected.impact().get(one.account());
              if (!Objects.equals(impact, one.impact())) {
                findings.add(
                    Kind.NOTIFICATION_CONTENT,
                    "%s has %s instead of %s",
                    label(one),
                    one.impact(),
                    impact);
              }
              contact(one);
            });
    minus(expected.accountsNotified(), seen)
        .forEach(
            key ->
                findings.add(
                    Kind.NOTIFICATION_MISSING,
                    "ACCOUNT, incident %s, account %s",
                    key.incident(),
                    key.account()));
  }

  private void contact(NotificationSnapshot one) {
    DemoAccount account = accounts.get(one.account().account());
    if (account != null
        && !(account.name().equals(one.name()) && account.contact().equals(one.contact()))) {
      findings.add(
          Kind.NOTIFICATION_CONTENT,
          "%s is addressed to %s <%s> instead of %s <%s>",
          label(one),
          one.name(),
          one.contact(),
          account.name(),
          account.contact());
    }
  }

  private void incident(String incident, Expected expected, Observed observed) {
    IncidentSummary summary = observed.incidents().get(incident);
    if (summary == null) {
      findings.add(Kind.INCIDENT, "%s has no summary", incident);
      return;
    }
    List<DeclaredWindow> its = windows.stream().filter(w -> w.incident().equals(incident)).toList();
    String status =
        its.isEmpty()
            ? "WITHDRAWN"
            : its.stream().allMatch(DeclaredWindow::draft) ? "DRAFT" : "ACTIVE";
    same(incident, "status", status, summary.getStatus());
    same(incident, "record_count", expected.records(incident), summary.getRecordCount());
    same(
        incident,
        "affected_user_count",
        expected.people().getOrDefault(incident, 0L),
        summary.getAffectedUserCount());
    same(incident, "account_count", expected.accounts(incident), summary.getAccountCount());
    same(
        incident,
        "draft_record_count",
        expected.drafts().getOrDefault(incident, 0L),
        summary.getDraftRecordCount());
    same(
        incident,
        "pending",
        expected.pending().getOrDefault(incident, 0L),
        summary.getPending().values().stream().mapToLong(Long::longValue).sum());
    same(
        incident,
        "windows",
        its.stream().map(DeclaredWindow::id).sorted().toList(),
        summary.getWindows().stream().map(scope -> scope.getWindowId()).toList());
  }

  private void same(String incident, String field, Object expected, Object observed) {
    if (!expected.equals(observed)) {
      findings.add(
          Kind.INCIDENT, "%s: %s is %s instead of %s", incident, field, observed, expected);
    }
  }

  private void deadLetters(Map<String, Long> expected, Map<String, Long> observed) {
    Set<String> reasons = new TreeSet<>(expected.keySet());
    reasons.addAll(observed.keySet());
    for (String reason : reasons) {
      long wanted = expected.getOrDefault(reason, 0L);
      long found = observed.getOrDefault(reason, 0L);
      if (wanted != found) {
        findings.add(Kind.DEAD_LETTERS, "%s: %d instead of %d", reason, found, wanted);
      }
    }
  }

  private Map<Long, String> explain(Set<Long> wanted) {
    return wanted.isEmpty() ? Map.of() : Recount.explain(inputs, incidents, wanted);
  }

  private static String name(Map<Long, String> names, long id) {
    return names.getOrDefault(id, Long.toHexString(id));
  }

  private static String label(NotificationSnapshot one) {
    return one.audience()
        + ", incident "
        + one.account().incident()
        + ", account "
        + one.account().account()
        + (one.phone() == null ? "" : ", number " + PhoneMask.of(one.phone()));
  }

  private static <T> Set<T> minus(Set<T> from, Set<T> other) {
    return from.stream().filter(one -> !other.contains(one)).collect(Collectors.toSet());
  }
}
