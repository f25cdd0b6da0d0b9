package dev.tocsin.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Windows and records with defaults for everything that a test does not set. */
final class Examples {

  private Examples() {}

  /** The seed of this run; {@code -Dtocsin.seed=S} repeats a run. */
  static long seed() {
    return Long.getLong("tocsin.seed", System.nanoTime());
  }

  static Incident incident(String id) {
    return incident(id, "Breach");
  }

  static Incident incident(String id, String title) {
    return new Incident(id, title, null, 1_000, null, null, List.of());
  }

  /** The default window: ACTIVE, of incident "breach", all of provider "duo", from 1000. */
  static WindowExample window(String id) {
    return new WindowExample(
        id, incident("breach"), "duo", null, null, 1_000, CompromiseWindow.OPEN, true);
  }

  /** The default record: an SMS of account "acme" at 1500. */
  static LogExample log(String id) {
    return new LogExample("duo", "acme", id, "+12025550123", null, "SMS", 1_500);
  }

  static WindowChange withdrawn(String windowId, long revision) {
    return new WindowChange(revision, windowId, null);
  }

  /** All permutations of a list. */
  static <T> List<List<T>> permutations(List<T> things) {
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

  record WindowExample(
      String id,
      Incident incident,
      String provider,
      @Nullable Set<String> accounts,
      @Nullable Set<String> channels,
      long from,
      long to,
      boolean active) {

    WindowExample of(Incident other) {
      return new WindowExample(id, other, provider, accounts, channels, from, to, active);
    }

    WindowExample of(String incidentId) {
      return of(Examples.incident(incidentId));
    }

    WindowExample titled(String title) {
      return of(Examples.incident(incident.id(), title));
    }

    WindowExample by(String other) {
      return new WindowExample(id, incident, other, accounts, channels, from, to, active);
    }

    WindowExample accounts(String... names) {
      return new WindowExample(id, incident, provider, Set.of(names), channels, from, to, active);
    }

    WindowExample channels(String... names) {
      return new WindowExample(id, incident, provider, accounts, Set.of(names), from, to, active);
    }

    WindowExample during(long first, long end) {
      return new WindowExample(id, incident, provider, accounts, channels, first, end, active);
    }

    WindowExample draft() {
      return new WindowExample(id, incident, provider, accounts, channels, from, to, false);
    }

    CompromiseWindow get() {
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

    WindowChange at(long revision) {
      return new WindowChange(revision, id, get());
    }
  }

  record LogExample(
      String provider,
      String account,
      String id,
      String phone,
      @Nullable String e164,
      String channel,
      long sentAt) {

    LogExample by(String other) {
      return new LogExample(other, account, id, phone, e164, channel, sentAt);
    }

    LogExample account(String other) {
      return new LogExample(provider, other, id, phone, e164, channel, sentAt);
    }

    LogExample phone(String other) {
      return new LogExample(provider, account, id, other, e164, channel, sentAt);
    }

    LogExample e164(@Nullable String other) {
      return new LogExample(provider, account, id, phone, other, channel, sentAt);
    }

    LogExample channel(String other) {
      return new LogExample(provider, account, id, phone, e164, other, sentAt);
    }

    LogExample at(long other) {
      return new LogExample(provider, account, id, phone, e164, channel, other);
    }

    LogRecord get() {
      return new LogRecord(
          provider, account, id, phone, e164, channel, sentAt, null, null, null, null);
    }
  }
}
