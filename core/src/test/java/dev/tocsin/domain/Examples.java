package dev.tocsin.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Windows and records with defaults for everything that a test does not set. */
public final class Examples {

  private Examples() {}

  /** The seed of this run; {@code -Dtocsin.seed=S} repeats a run. */
  public static long seed() {
    return Long.getLong("tocsin.seed", System.nanoTime());
  }

  public static Incident incident(String id) {
    return incident(id, "Breach");
  }

  public static Incident incident(String id, String title) {
    return new Incident(id, title, null, 1_000, null, null, List.of());
  }

  /** The default window: ACTIVE, of incident "breach", all of provider "duo", from 1000. */
  public static WindowExample window(String id) {
    return new WindowExample(
        id, incident("breach"), "duo", null, null, 1_000, CompromiseWindow.OPEN, true);
  }

  /** The default record: an SMS of account "acme" at 1500. */
  public static LogExample log(String id) {
    return new LogExample("duo", "acme", id, "+12025550123", null, "SMS", 1_500);
  }

  public static WindowChange withdrawn(String windowId, long revision) {
    return new WindowChange(revision, windowId, null);
  }

  /** All permutations of a list. */
  public static <T> List<List<T>> permutations(List<T> things) {
    if (things.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      List<T> others = new ArrayList<>(things);
      T first = others.remove(i);
      for (List<T> rest : permutations(others)) {
        List<T> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }

  public record WindowExample(
      String id,
      Incident incident,
      String provider,
      @Nullable Set<String> accounts,
      @Nullable Set<String> channels,
      long from,
      long to,
      boolean active) {

    public WindowExample of(Incident other) {
      return new WindowExample(id, other, provider, accounts, channels, from, to, active);
    }

    public WindowExample of(String incidentId) {
      return of(Examples.incident(incidentId));
    }

    public WindowExample titled(String title) {
      return of(Examples.incident(incident.id(), title));
    }

    public WindowExample by(String other) {
      return new WindowExample(id, incident, other, accounts, channels, from, to, active);
    }

    public WindowExample accounts(String... names) {
      return new WindowExample(id, incident, provider, Set.of(names), channels, from, to, active);
    }

    public WindowExample channels(String... names) {
      return new WindowExample(id, incident, provider, accounts, Set.of(names), from, to, active);
    }

    public WindowExample during(long first, long end) {
      return new WindowExample(id, incident, provider, accounts, channels, first, end, active);
    }

    public WindowExample draft() {
      return new WindowExample(id, incident, provider, accounts, channels, from, to, false);
    }

    public CompromiseWindow get() {
      return new CompromiseWindow(
          id,
          incident,
          provider,
          accounts,
          channels,
          from,
          to,
          active ? WindowStatus.ACTIVE : WindowStatus.DRAFT);
    }

    public WindowChange at(long revision) {
      return new WindowChange(revision, id, get());
    }
  }

  public record LogExample(
      String provider,
      String account,
      String id,
      String phone,
      @Nullable String e164,
      String channel,
      long sentAt) {

    public LogExample by(String other) {
      return new LogExample(other, account, id, phone, e164, channel, sentAt);
    }

    public LogExample account(String other) {
      return new LogExample(provider, other, id, phone, e164, channel, sentAt);
    }

    public LogExample phone(String other) {
      return new LogExample(provider, account, id, other, e164, channel, sentAt);
    }

    public LogExample e164(@Nullable String other) {
      return new LogExample(provider, account, id, phone, other, channel, sentAt);
    }

    public LogExample channel(String other) {
      return new LogExample(provider, account, id, phone, e164, other, sentAt);
    }

    public LogExample at(long other) {
      return new LogExample(provider, account, id, phone, e164, channel, other);
    }

    public LogRecord get() {
      return new LogRecord(
          provider, account, id, phone, e164, channel, sentAt, null, null, null, null);
    }
  }
}
