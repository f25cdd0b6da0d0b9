package dev.tocsin.demo.story;

import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The responder's desk: declares windows, remembers how they stand, and waits for the answer. */
final class ResponderDesk {

  private final DemoProducer wire;
  private final Watcher watcher;
  private final Narrator narrator;
  private final Duration limit;
  private final Duration interval;
  private final Map<String, DeclaredWindow> windows = new LinkedHashMap<>();
  private final Map<String, Long> revisions = new LinkedHashMap<>();
  private final Set<String> incidents = new LinkedHashSet<>();

  /**
   * @param limit longest wait for one answer
   * @param interval notifications and summaries come at most once in this time
   */
  ResponderDesk(DemoProducer wire, Watcher watcher, Narrator narrator, Duration limit, Duration interval) {
    this.wire = wire;
    this.watcher = watcher;
    this.narrator = narrator;
    this.limit = limit;
    this.interval = interval;
  }

  /**
   * How long it took.
   *
   * @param toLast until a consumer held the last flagged or withdrawn record
   * @param toAnswer until the incident's summary said that all was examined
   */
  record Took(Duration toLast, Duration toAnswer, IncidentSummary summary) {}

  /** Declares or revises a window and waits until all was examined under it. */
  Took declare(DeclaredWindow window) {
    long began = System.nanoTime();
    windows.put(window.id(), window);
    incidents.add(window.incident());
    revisions.put(window.incident(), wire.window(window));
    return answer(window.incident(), began);
  }

  /** Withdraws a window and waits until all was recalled. */
  Took withdraw(DeclaredWindow window) {
    long began = System.nanoTime();
    windows.remove(window.id());
    revisions.put(window.incident(), wire.withdraw(window));
    return answer(window.incident(), began);
  }

  /** Windows that stand. */
  List<DeclaredWindow> windows() {
    return List.copyOf(windows.values());
  }

  /** Every incident that was ever declared. */
  Set<String> incidents() {
    return Set.copyOf(incidents);
  }

  /** Whether every incident is examined at its newest revision. */
  boolean allCovered() {
    return incidents.stream().allMatch(incident -> covered(incident) != null);
  }

  /** Where the incidents are, in words, for whoever waits in vain. */
  String state() {
    List<String> states = new ArrayList<>();
    for (String incident : incidents) {
      String state =
          watcher
              .summary(incident)
              .map(
                  summary ->
                      String.format(
                          Locale.ROOT,
                          "%s is %s, %s at revision %d, newest %d",
                          incident,
                          summary.getStatus(),
                          summary.getCoverage().getState(),
                          summary.getRevision(),
                          revisions.getOrDefault(incident, -1L)))
              .orElse(incident + " has no summary");
      states.add(state);
    }
    return String.join("; ", states);
  }

  private Took answer(String incident, long began) {
    Narrator.Meter meter = narrator.meter("Looking back");
    IncidentSummary summary = null;
    while (summary == null) {
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new DemoException(
            "no answer about " + incident + " within " + limit.toSeconds() + " s: " + state());
      }
      Settling.pause();
      show(meter, incident);
      summary = covered(incident);
    }
    Duration toAnswer = Duration.ofNanos(System.nanoTime() - began);
    awaitQuiet(incident);
    long last = watcher.lastFlagged(incident);
    return new Took(
        last > began ? Duration.ofNanos(last - began) : Duration.ZERO,
        toAnswer,
        watcher.summary(incident).orElse(summary));
  }

  private void show(Narrator.Meter meter, String incident) {
    Optional<IncidentSummary> summary = watcher.summary(incident);
    summary.ifPresent(
        now ->
            meter.at((double) now.getPartitionsComplete() / Math.max(1, now.getPartitionsTotal())));
  }

  /**
   * What is coalesced comes an interval later; live traffic may go on for ever, so not for long.
   */
  private void awaitQuiet(String incident) {
    long said = -1;
    for (long waited = 0; waited < interval.toMillis() * 5; waited += interval.toMillis() * 3 / 2) {
      long now = watcher.said(incident);
      if (now == said) {
        return;
      }
      said = now;
      Settling.pause(interval.multipliedBy(3).dividedBy(2));
    }
  }

  private @Nullable IncidentSummary covered(String incident) {
    long revision = revisions.getOrDefault(incident, -1L);
    return watcher
        .summary(incident)
        .filter(summary -> summary.getRevision() >= revision)
        .filter(summary -> !summary.getCoverage().getState().equals("SCANNING"))
        .orElse(null);
  }
}
