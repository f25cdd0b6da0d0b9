package dev.tocsin.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All windows as of one revision, indexed so that only windows that may cover a record are checked.
 * Changes are applied in the order of their revisions.
 *
 * <p>Not thread-safe: each task has its own.
 */
public final class WindowBook {

  /** The revision of an empty book. */
  public static final long NONE = -1;

  /** A window and the revision of its last change; null for a withdrawn window. */
  public record Entry(long revision, @Nullable CompromiseWindow window) {

    public boolean isActive() {
      return window != null && window.status() == WindowStatus.ACTIVE;
    }
  }

  private static final SortedMap<String, Entry> NO_WINDOWS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, ProviderWindows> byProvider = new HashMap<>();

  /** By incident, then by window. */
  private final Map<String, SortedMap<String, Entry>> byIncident = new HashMap<>();

  /** Cache of incident details, which are needed for each person and change with windows only. */
  private final Map<String, Map<WindowStatus, Optional<Incident>>> details = new HashMap<>();

  private long revision = NONE;

  private static final class ProviderWindows {
    final WindowIndex everyAccount = new WindowIndex();
    final Map<String, WindowIndex> byAccount = new HashMap<>();
  }

  /** The newest applied revision. */
  public long revision() {
    return revision;
  }

  /** The entry of a window, withdrawn ones included; null when it is unknown. */
  public @Nullable Entry entry(String windowId) {
    return entries.get(windowId);
  }

  /** The windows that are not withdrawn. */
  public Collection<Entry> inEffect() {
    return byIncident.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  /**
   * Applies a change.
   *
   * @return false when the window already has that revision or a newer one
   */
  public boolean apply(WindowChange change) {
    Entry old = entries.get(change.windowId());
    if (old != null && old.revision() >= change.revision()) {
      return false;
    }
    if (old != null && old.window() != null) {
      remove(old.window());
    }
    Entry entry = new Entry(change.revision(), change.window());
    entries.put(change.windowId(), entry);
    if (change.window() != null) {
      add(change.window(), entry);
    }
    revision = Math.max(revision, change.revision());
    return true;
  }

  /** The verdicts on a record: one for each incident with a window that covers it. */
  public List<Verdict> verdicts(LogRecord record) {
    ProviderWindows windows = byProvider.get(record.provider());
    if (windows == null) {
      return List.of();
    }
    WindowIndex named = windows.byAccount.get(record.accountId());
    if (windows.everyAccount.isEmpty() && named == null) {
      return List.of();
    }
    List<Verdict> verdicts = new ArrayList<>(2);
    Consumer<CompromiseWindow> judge =
        window -> {
          if (window.covers(record)) {
            merge(verdicts, window);
          }
        };
    windows.everyAccount.around(record.sentAt(), judge);
    if (named != null) {
      named.around(record.sentAt(), judge);
    }
    return verdicts;
  }

  /** The standing of a record for one incident; null when none of its windows covers it. */
  public @Nullable Standing standing(String incidentId, LogRecord record) {
    for (Verdict verdict : verdicts(record)) {
      if (verdict.incidentId().equals(incidentId)) {
        return verdict.standing();
      }
    }
    return null;
  }

  /** The windows of an incident that are not withdrawn, by window id. */
  public List<Entry> windowsOf(String incidentId) {
    return List.copyOf(byIncident.getOrDefault(incidentId, NO_WINDOWS).values());
  }

  /**
   * The details of an incident: those of its newest ACTIVE window, else of its newest DRAFT window,
   * so that a draft never changes notifications. Null when it has no window.
   */
  public @Nullable Incident details(String incidentId) {
    Incident active = activeDetails(incidentId);
    return active == null ? newest(incidentId, WindowStatus.DRAFT) : active;
  }

  /** The details of an incident in its newest ACTIVE window; null when it has none. */
  public @Nullable Incident activeDetails(String incidentId) {
    return newest(incidentId, WindowStatus.ACTIVE);
  }

  private @Nullable Incident newest(String incidentId, WindowStatus status) {
    return details
        .computeIfAbsent(incidentId, id -> new EnumMap<>(WindowStatus.class))
        .computeIfAbsent(status, s -> Optional.ofNullable(findNewest(incidentId, s)))
        .orElse(null);
  }

  private @Nullable Incident findNewest(String incidentId, WindowStatus status) {
    return byIncident.getOrDefault(incidentId, NO_WINDOWS).values().stream()
        .filter(entry -> window(entry).status() == status)
        .max(Comparator.comparingLong(Entry::revision))
        .map(entry -> window(entry).incident())
        .orElse(null);
  }

  private static CompromiseWindow window(Entry entry) {
    CompromiseWindow window = entry.window();
    if (window == null) {
      throw new IllegalStateException("a withdrawn window is indexed by incident");
    }
    return window;
  }

  /** Keeps one verdict an incident: an ACTIVE window takes precedence over a DRAFT window. */
  private static void merge(List<Verdict> verdicts, CompromiseWindow window) {
    String incidentId = window.incident().id();
    Standing standing = window.status() == WindowStatus.ACTIVE ? Standing.EXPOSED : Standing.DRAFT;
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).incidentId().equals(incidentId)) {
        if (standing == Standing.EXPOSED) {
          verdicts.set(i, new Verdict(incidentId, standing));
        }
        return;
      }
    }
    verdicts.add(new Verdict(incidentId, standing));
  }

  private void add(CompromiseWindow window, Entry entry) {
    details.remove(window.incident().id());
    byIncident
        .computeIfAbsent(window.incident().id(), id -> new TreeMap<>())
        .put(window.id(), entry);
    if (window.isEmpty()) {
      return;
    }
    ProviderWindows provider =
        byProvider.computeIfAbsent(window.provider(), p -> new ProviderWindows());
    if (window.accounts() == null) {
      provider.everyAccount.add(window);
    } else {
      for (String account : window.accounts()) {
        provider.byAccount.computeIfAbsent(account, a -> new WindowIndex()).add(window);
      }
    }
  }

  private void remove(CompromiseWindow window) {
    details.remove(window.incident().id());
    byIncident.computeIfPresent(
        window.incident().id(),
        (id, windows) -> {
          windows.remove(window.id());
          return windows.isEmpty() ? null : windows;
        });
    ProviderWindows provider = byProvider.get(window.provider());
    if (provider == null) {
      return;
    }
    provider.everyAccount.remove(window.id());
    if (window.accounts() != null) {
      for (String account : window.accounts()) {
        provider.byAccount.computeIfPresent(
            account,
            (a, windows) -> {
              windows.remove(window.id());
              return windows.isEmpty() ? null : windows;
            });
      }
    }
  }
}
