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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The responder: declares and withdraws windows, and waits until their scans are complete. */
final class ResponderDesk {

  private final DemoProducer producer;
  private final OutputWatcher watcher;
  private final Narrator narrator;
  private final Duration limit;
  private final Duration interval;
  private final Map<String, DeclaredWindow> windows = new LinkedHashMap<>();
  private final Map<String, Long> revisions = new LinkedHashMap<>();
  private final Set<String> incidents = new LinkedHashSet<>();

  /**
   * @param limit the bound for one answer
   * @param interval the notification interval
   */
  ResponderDesk(
      DemoProducer producer,
      OutputWatcher watcher,
      Narrator narrator,
      Duration limit,
      Duration interval) {
    this.producer = producer;
    this.watcher = watcher;
    this.narrator = narrator;
    this.limit = limit;
    this.interval = interval;
  }

  /**
   * The answer to a change of a window.
   *
   * @param toLastRecord time until a consumer had the last flagged or withdrawn record
   * @param toSummary time until the summary said that the scan was complete
   */
  record Answer(Duration toLastRecord, Duration toSummary, IncidentSummary summary) {}

  /** Declares or revises a window and waits until its scan is complete. */
  Answer declare(DeclaredWindow window) {
    long began = System.nanoTime();
    windows.put(window.id(), window);
    incidents.add(window.incident());
    revisions.put(window.incident(), producer.window(window));
    return answer(window.incident(), began);
  }

  /** Withdraws a window and waits until all its records are withdrawn. */
  Answer withdraw(DeclaredWindow window) {
    long began = System.nanoTime();
    windows.remove(window.id());
    revisions.put(window.incident(), producer.withdraw(window));
    return answer(window.incident(), began);
  }

  /** Windows that are not withdrawn. */
  List<DeclaredWindow> windows() {
    return List.copyOf(windows.values());
  }

  /** Every incident that was ever declared. */
  Set<String> incidents() {
    return Set.copyOf(incidents);
  }

  /** Whether the scans of all incidents are complete at their newest revision. */
  boolean allCovered() {
    return incidents.stream().allMatch(incident -> covered(incident) != null);
  }

  /** The state of the incidents, for error messages. */
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

  private Answer answer(String incident, long began) {
    Narrator.Meter meter = narrator.meter("Scanning");
    IncidentSummary summary = null;
    while (summary == null) {
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new DemoException(
            "the scan of "
                + incident
                + " is not complete after "
                + limit.toSeconds()
                + " s: "
                + state());
      }
      DetectorProgress.pause();
      show(meter, incident);
      summary = covered(incident);
    }
    Duration toSummary = Duration.ofNanos(System.nanoTime() - began);
    awaitCoalesced(incident);
    long last = watcher.lastFlagged(incident);
    return new Answer(
        last > began ? Duration.ofNanos(last - began) : Duration.ZERO,
        toSummary,
        watcher.summary(incident).orElse(summary));
  }

  private void show(Narrator.Meter meter, String incident) {
    watcher
        .summary(incident)
        .ifPresent(
            now ->
                meter.at(
                    (double) now.getPartitionsComplete() / Math.max(1, now.getPartitionsTotal())));
  }

  /** Waits for coalesced notifications, but not for ever: live traffic may cause more. */
  private void awaitCoalesced(String incident) {
    long before = -1;
    for (long waited = 0; waited < interval.toMillis() * 5; waited += interval.toMillis() * 3 / 2) {
      long now = watcher.outputs(incident);
      if (now == before) {
        return;
      }
      before = now;
      DetectorProgress.pause(interval.multipliedBy(3).dividedBy(2));
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
