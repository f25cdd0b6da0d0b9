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
 * Answers the same question as the detector in the most simple-minded way: look at every message
 * that was pushed, with the windows and accounts as they are in the end. It shares no rule with the
 * detector. Keeps only fingerprints of what is exposed, so millions of messages fit in little
 * memory.
 */
public final class Recount {

  /** Messages that can be read from the start as often as needed, repeats included. */
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
  private final Set<Long> told = new HashSet<>();
  private final Map<AccountKey, ExpectedImpact.Counter> counters = new HashMap<>();
  private final Map<String, Long> peopleByIncident = new HashMap<>();
  private final Map<String, Long> waiting = new HashMap<>();

  private Recount(List<DeclaredWindow> windows, Collection<String> knownAccounts) {
    this.windows = windows;
    this.knownAccounts = Set.copyOf(knownAccounts);
  }

  /**
   * Computes what ought to stand.
   *
   * @param windows those that are not withdrawn, as last revised
   * @param knownAccounts ids of the accounts that exist in the end
   */
  public static Expected compute(
      Inputs inputs, List<DeclaredWindow> windows, Collection<String> knownAccounts) {
    Recount work = new Recount(windows, knownAccounts);
    inputs.forEach(work::examine);
    return work.result();
  }

  /**
   * The messages behind fingerprints of exposures or people, in words; phone numbers are masked.
   * Reads all inputs once more.
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

  private void examine(LogEntry entry) {
    // An incident's windows may overlap: what one has flagged, the next finds in the sets.
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
        waiting.merge(incident, 1L, Long::sum);
      }
    }
    long person = fingerprint.person(incident, entry.account(), entry.person());
    boolean newPerson = people.add(person);
    if (newPerson) {
      peopleByIncident.merge(incident, 1L, Long::sum);
      if (known) {
        told.add(person);
      } else {
        waiting.merge(incident, 1L, Long::sum);
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
    Set<AccountKey> accountsTold = new HashSet<>();
    counters.forEach(
        (key, counter) -> {
          impact.put(key, counter.total());
          if (knownAccounts.contains(key.account())) {
            accountsTold.add(key);
          }
        });
    return new Expected(
        Set.copyOf(exposures),
        Map.copyOf(drafts),
        Set.copyOf(told),
        Map.copyOf(impact),
        Set.copyOf(accountsTold),
        Map.copyOf(peopleByIncident),
        Map.copyOf(waiting));
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
