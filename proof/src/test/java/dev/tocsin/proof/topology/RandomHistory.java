package dev.tocsin.proof.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random set of inputs and what a batch query over them answers. Written from the meaning alone:
 * it shares no rule with the detector. Instants are few and sit on the edges of the windows, so
 * that most cases touch a boundary.
 */
final class RandomHistory {

  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final List<String> CHANNELS = List.of("SMS", "VOICE");

  record Log(
      String provider, String account, String id, String phone, String channel, Instant at) {}

  record Window(
      String id,
      String incident,
      String title,
      String provider,
      Set<String> accounts,
      Set<String> channels,
      Instant from,
      Instant to,
      boolean active) {

    boolean covers(Log log) {
      return log.provider().equals(provider)
          && (accounts == null || accounts.contains(log.account()))
          && (channels == null || channels.contains(log.channel()))
          && !log.at().isBefore(from)
          && (to == null || log.at().isBefore(to));
    }
  }

  /** One step of a topic whose order is part of the input; a null value withdraws or deletes. */
  record Step<T>(String key, T value) {}

  final List<Log> logs = new ArrayList<>();
  final List<Step<Window>> windows = new ArrayList<>();
  final List<Step<String>> accounts = new ArrayList<>();

  private final Random random;
  private final List<String> providers;
  private final String name;

  RandomHistory(Random random, String name, List<String> providers) {
    this.random = random;
    this.name = name;
    this.providers = providers;
    for (int i = 0; i < 14; i++) {
      logs.add(log("m" + random.nextInt(10)));
    }
    for (int i = 0; i < 4; i++) {
      logs.add(logs.get(random.nextInt(logs.size())));
    }
    for (int i = 0; i < 9; i++) {
      String id = name + "-w" + random.nextInt(3);
      windows.add(new Step<>(id, random.nextInt(4) == 0 ? null : window(id)));
    }
    for (int i = 0; i < 6; i++) {
      String id = name + "-a" + random.nextInt(3);
      accounts.add(new Step<>(id, random.nextInt(4) == 0 ? null : "Name " + random.nextInt(3)));
    }
  }

  private Log log(String id) {
    return new Log(
        pick(providers),
        name + "-a" + random.nextInt(3),
        id,
        "+1202555012" + random.nextInt(3),
        pick(CHANNELS),
        instant().plusMillis(random.nextInt(3) - 1));
  }

  private Window window(String id) {
    Instant from = instant();
    Instant to = random.nextInt(4) == 0 ? null : from.plusSeconds(3600L * random.nextInt(5));
    return new Window(
        id,
        name + "-i" + random.nextInt(2),
        "Title " + random.nextInt(3),
        pick(providers),
        random.nextBoolean()
            ? null
            : new TreeSet<>(List.of(name + "-a" + random.nextInt(3), name + "-a0")),
        random.nextBoolean() ? null : Set.of(pick(CHANNELS)),
        from,
        to,
        random.nextInt(4) != 0);
  }

  private Instant instant() {
    return START.plusSeconds(3600L * random.nextInt(6));
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** All steps in a random order that keeps the order inside the window and account topics. */
  List<Object> interleaved(Random order) {
    List<Object> shuffledLogs = new ArrayList<>(logs);
    Collections.shuffle(shuffledLogs, order);
    List<List<?>> queues =
        List.of(new ArrayList<>(shuffledLogs), new ArrayList<>(windows), new ArrayList<>(accounts));
    List<Object> all = new ArrayList<>();
    while (queues.stream().anyMatch(q -> !q.isEmpty())) {
      List<?> queue = queues.get(order.nextInt(queues.size()));
      if (!queue.isEmpty()) {
        all.add(queue.remove(0));
      }
    }
    return all;
  }

  private Map<String, Window> finalWindows() {
    Map<String, Window> standing = new LinkedHashMap<>();
    for (Step<Window> step : windows) {
      standing.remove(step.key());
      if (step.value() != null) {
        standing.put(step.key(), step.value());
      }
    }
    return standing;
  }

  private Map<String, String> finalAccounts() {
    Map<String, String> standing = new TreeMap<>();
    for (Step<String> step : accounts) {
      if (step.value() == null) {
        standing.remove(step.key());
      } else {
        standing.put(step.key(), step.value());
      }
    }
    return standing;
  }

  /** Every line of the answer: what is flagged, what stands, and what each incident counts. */
  Set<String> expected() {
    Map<String, Window> standing = finalWindows();
    Map<String, String> known = finalAccounts();
    Set<Log> distinct = Set.copyOf(logs);
    Set<String> incidents = new TreeSet<>();
    windows.stream()
        .filter(s -> s.value() != null)
        .forEach(s -> incidents.add(s.value().incident()));
    Set<String> lines = new TreeSet<>();
    for (String incident : incidents) {
      List<Window> mine =
          standing.values().stream().filter(w -> w.incident().equals(incident)).toList();
      List<Log> exposed =
          distinct.stream()
              .filter(l -> mine.stream().anyMatch(w -> w.active() && w.covers(l)))
              .toList();
      long drafts =
          distinct.stream()
              .filter(l -> !exposed.contains(l) && mine.stream().anyMatch(w -> w.covers(l)))
              .count();
      // The windows topic is ordered, and insertion order here is by last revision.
      String title =
          mine.stream().filter(Window::active).reduce((a, b) -> b).map(Window::title).orElse("");
      exposed.forEach(l -> lines.add("flagged " + incident + " " + line(l)));
      Map<String, List<Log>> byAccount = new TreeMap<>();
      exposed.forEach(l -> byAccount.computeIfAbsent(l.account(), a -> new ArrayList<>()).add(l));
      long pending = 0;
      long users = 0;
      for (var entry : byAccount.entrySet()) {
        Set<String> phones = new TreeSet<>();
        entry.getValue().forEach(l -> phones.add(l.phone()));
        users += phones.size();
        String account = known.get(entry.getKey());
        if (account == null) {
          pending += 1 + phones.size();
          continue;
        }
        String who = incident + " " + title + " " + entry.getKey() + " " + account;
        Instant first = entry.getValue().stream().map(Log::at).min(Instant::compareTo).get();
        Instant last = entry.getValue().stream().map(Log::at).max(Instant::compareTo).get();
        List<String> named =
            mine.stream()
                .filter(w -> w.active())
                .filter(w -> w.accounts() == null || w.accounts().contains(entry.getKey()))
                .map(Window::id)
                .sorted()
                .toList();
        lines.add(
            "account "
                + who
                + " records "
                + entry.getValue().size()
                + " users "
                + phones.size()
                + " from "
                + first
                + " to "
                + last
                + " windows "
                + named
                + " COMPLETE");
        phones.forEach(p -> lines.add("user " + who + " " + p));
      }
      String status =
          mine.isEmpty()
              ? "WITHDRAWN"
              : mine.stream().anyMatch(Window::active) ? "ACTIVE" : "DRAFT";
      lines.add(
          "incident "
              + incident
              + " "
              + status
              + " records "
              + exposed.size()
              + " users "
              + users
              + " accounts "
              + byAccount.size()
              + " drafts "
              + drafts
              + " pending "
              + pending
              + " COMPLETE");
    }
    return lines;
  }

  private static String line(Log l) {
    return String.join(
        " ", l.provider(), l.account(), l.id(), l.phone(), l.channel(), l.at().toString());
  }
}
