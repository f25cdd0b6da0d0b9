package dev.tocsin.demo.check;

import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.phone.PhoneMask;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An independent recount: tests every message log against the final windows and accounts. It shares
 * no rule with the detector. It keeps fingerprints of exposures, so that millions of message logs
 * need little memory.
 */
public final class Recount {

  /** Message logs that can be read repeatedly, repeats included. */
  public interface Inputs {
    void forEach(Consumer<LogEntry> reader);
  }

  private final List<DeclaredWindow> windows;
  private final Set<String> knownAccounts;
  private final Fingerprint fingerprint = new Fingerprint();
  private final Set<Long> exposures = new HashSet<>();
  private final Set<Long> drafted = new HashSet<>();
  private final Map<String, Long> drafts = new HashMap<>();
  private final Set<Long> people = new HashSet<>();
  private final Set<Long> peopleNotified = new HashSet<>();
  private final Map<AccountKey, ExpectedImpact.Counter> counters = new HashMap<>();
  private final Map<String, Long> peopleByIncident = new HashMap<>();
  private final Map<String, Long> pending = new HashMap<>();

  private Recount(List<DeclaredWindow> windows, Collection<String> knownAccounts) {
    this.windows = windows;
    this.knownAccounts = Set.copyOf(knownAccounts);
  }

  /**
   * Computes what must be in effect.
   *
   * @param windows the final windows that are not withdrawn
   * @param knownAccounts ids of the final accounts
   */
  public static Expected compute(
      Inputs inputs, List<DeclaredWindow> windows, Collection<String> knownAccounts) {
    Recount work = new Recount(windows, knownAccounts);
    inputs.forEach(work::count);
    return work.result();
  }

  /**
   * The message logs or people behind fingerprints, as text with masked phone numbers. Reads all
   * inputs again.
   */
  static Map<Long, String> explain(Inputs inputs, Set<String> incidents, Set<Long> wanted) {
    Fingerprint fingerprint = new Fingerprint();
    Map<Long, String> found = new HashMap<>();
    inputs.forEach(
        entry -> {
          for (String incident : incidents) {
            long exposure = exposure(fingerprint, incident, entry);
            if (wanted.contains(exposure)) {
              found.put(exposure, message(incident, entry));
            }
            long person = fingerprint.person(incident, entry.account(), entry.person());
            if (wanted.contains(person)) {
              found.put(person, person(incident, entry));
            }
          }
        });
    return found;
  }

  private static String message(String incident, LogEntry entry) {
    return String.format(
        Locale.ROOT,
        "incident %s, provider %s, account %s, log %s, %s, sent at %s",
        incident,
        entry.provider(),
        entry.account(),
        entry.logId(),
        entry.channel(),
        Instant.ofEpochMilli(entry.sentAt()));
  }

  private static String person(String incident, LogEntry entry) {
    return String.format(
        Locale.ROOT,
        "incident %s, account %s, number %s",
        incident,
        entry.account(),
        PhoneMask.of(entry.person()));
  }

  private void count(LogEntry entry) {
    // The windows of an incident may overlap; the sets count each record once.
    for (DeclaredWindow window : windows) {
      if (!window.draft() && window.covers(entry)) {
        expose(window.incident(), entry);
      }
    }
    for (DeclaredWindow window : windows) {
      if (window.draft() && window.covers(entry)) {
        draft(window.incident(), entry);
      }
    }
  }

  private void expose(String incident, LogEntry entry) {
    if (!exposures.add(exposure(fingerprint, incident, entry))) {
      return;
    }
    AccountKey key = new AccountKey(incident, entry.account());
    boolean known = knownAccounts.contains(entry.account());
    ExpectedImpact.Counter counter = counters.get(key);
    if (counter == null) {
      counter = new ExpectedImpact.Counter();
      counters.put(key, counter);
      if (!known) {
        pending.merge(incident, 1L, Long::sum);
      }
    }
    long person = fingerprint.person(incident, entry.account(), entry.person());
    boolean newPerson = people.add(person);
    if (newPerson) {
      peopleByIncident.merge(incident, 1L, Long::sum);
      if (known) {
        peopleNotified.add(person);
      } else {
        pending.merge(incident, 1L, Long::sum);
      }
    }
    counter.add(entry.channel().toUpperCase(Locale.ROOT), entry.sentAt(), newPerson);
  }

  private void draft(String incident, LogEntry entry) {
    long exposure = exposure(fingerprint, incident, entry);
    if (!exposures.contains(exposure) && drafted.add(exposure)) {
      drafts.merge(incident, 1L, Long::sum);
    }
  }

  private Expected result() {
    Map<AccountKey, ExpectedImpact> impact = new HashMap<>();
    Set<AccountKey> accountsNotified = new HashSet<>();
    counters.forEach(
        (key, counter) -> {
          impact.put(key, counter.total());
          if (knownAccounts.contains(key.account())) {
            accountsNotified.add(key);
          }
        });
    return new Expected(
        Set.copyOf(exposures),
        Map.copyOf(drafts),
        Set.copyOf(peopleNotified),
        Map.copyOf(impact),
        Set.copyOf(accountsNotified),
        Map.copyOf(peopleByIncident),
        Map.copyOf(pending));
  }

  private static long exposure(Fingerprint fingerprint, String incident, LogEntry entry) {
    return fingerprint.exposure(
        incident,
        entry.provider(),
        entry.account(),
        entry.logId(),
        entry.person(),
        entry.channel().toUpperCase(Locale.ROOT),
        entry.sentAt());
  }
}
