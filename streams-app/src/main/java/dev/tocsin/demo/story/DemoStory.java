package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.BruteForce;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.demo.check.Expected;
import dev.tocsin.demo.check.Verification;
import dev.tocsin.demo.check.Window;
import dev.tocsin.demo.traffic.Boundaries;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.demo.traffic.Poison;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The story itself: what happens, in order, and what is said about it. Runs once. */
public final class DemoStory implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);
  private static final int RECORDS_PER_POISON = 50_000;
  private static final int LIVE_PEOPLE = 300;
  private static final Duration LIVE_LIMIT = Duration.ofSeconds(25);

  private final DemoOptions options;
  private final TocsinConfig config;
  private final Narrator narrator;
  private final Traffic traffic;
  private final StoryPlan plan;
  private final Pushed pushed;
  private final Latencies latencies = new Latencies();
  private final Wire wire;
  private final Cast cast;
  private final Watcher watcher;
  private final Settling settling;
  private final Desk desk;
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private final List<Difference> early = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Duration scan = Duration.ZERO;
  private long pushes;
  private double pushRate;

  /**
   * Prepares the story.
   *
   * @param config of a detector that runs, with topics that are empty
   * @param traffic messages to push
   */
  public DemoStory(DemoOptions options, TocsinConfig config, Traffic traffic, Narrator narrator) {
    this.options = options;
    this.config = config;
    this.narrator = narrator;
    this.traffic = traffic;
    plan = new StoryPlan(traffic.accounts());
    pushed = new Pushed(traffic);
    wire = closing(new Wire(config, "demo"));
    cast = new Cast(wire);
    watcher = closing(new Watcher(config, latencies));
    settling = closing(new Settling(config, watcher));
    desk =
        new Desk(wire, watcher, narrator, ANSWER_LIMIT, config.topology().notificationInterval());
  }

  /** Tells it from beginning to end. */
  public Outcome tell() {
    phase("accounts", this::importAccounts);
    phase("logs", this::pushSevenWeeks);
    phase("catch_up", this::catchUp);
    LiveTraffic live = closing(startLive());
    phase("breach", this::breach);
    phase("live", this::stolenKey);
    phase("late", this::latecomers);
    phase("correction", this::correction);
    phase("false_alarm", this::falseAlarm);
    phase("settle", () -> settle(live));
    return check(live);
  }

  @Override
  public void close() {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        // The others have to be closed whatever becomes of this one, and nobody waits for it now.
        narrator.aside("(%s did not close cleanly)", one.getClass().getSimpleName());
      }
    }
    open.clear();
  }

  private void importAccounts() {
    narrator.chapter("The vendor imports its customers");
    Set<DemoAccount> missing = Set.copyOf(withNever(plan.late()));
    traffic.accounts().all().stream().filter(a -> !missing.contains(a)).forEach(cast::put);
    wire.flush();
    narrator.say(
        "%,d accounts, a few huge, most tiny. %d are missing, as always.",
        cast.known().size(), missing.size());
  }

  private void pushSevenWeeks() {
    narrator.chapter("Two telephony providers push seven weeks of message logs");
    Narrator.Meter meter = narrator.meter("Pushing");
    long began = System.nanoTime();
    traffic.onTime(
        (entry, delivery) -> {
          wire.log(entry, delivery);
          pushes++;
          meter.at((double) pushes / traffic.records());
        });
    push(boundaries(StoryPlan.BREACHED, 0, StoryPlan.MARCH, StoryPlan.REVISED, StoryPlan.APRIL));
    push(boundaries(StoryPlan.LIVE, 1_000, StoryPlan.ALARM_FROM, StoryPlan.ALARM_TO));
    poison();
    wire.flush();
    double seconds = (System.nanoTime() - began) / 1e9;
    pushRate = pushes / seconds;
    narrator.say(
        "%,d pushes in %.1f s, %,.0f a second: %s to %s.",
        pushes, seconds, pushRate, Traffic.BEGIN.toString().substring(0, 10), "2024-04-10");
    narrator.say(
        "One in a hundred came twice, with other attributes or through another partitioner;"
            + " %d were rubbish.",
        total(deadLetters));
  }

  private void poison() {
    int each = Math.max(1, options.records() / RECORDS_PER_POISON);
    int position = 0;
    for (Poison one : Poison.brew(traffic, options.seed(), each, wire::encode)) {
      wire.poison(StoryPlan.LIVE, one, position++);
      deadLetters.merge(one.reason(), 1L, Long::sum);
    }
  }

  private void catchUp() {
    Narrator.Meter meter = narrator.meter("Taking in");
    double first = Math.max(1, settling.backlog());
    long began = System.nanoTime();
    settling.awaitCaughtUp(
        ANSWER_LIMIT.plusSeconds(options.records() / 5_000),
        () -> meter.at(1 - settling.backlog() / first));
    narrator.say(
        "Tocsin has taken it all in, %.1f s later. Nobody is exposed, so nobody was told.",
        (System.nanoTime() - began) / 1e9);
  }

  private LiveTraffic startLive() {
    Set<DemoAccount> changing = Set.copyOf(withNever(List.of(plan.leaving())));
    Set<String> stable =
        cast.known().values().stream()
            .filter(account -> !changing.contains(account))
            .map(DemoAccount::id)
            .collect(Collectors.toSet());
    narrator.say("From here on %,d messages a second go on all the time.", options.liveRate());
    return new LiveTraffic(config, pushed, latencies, stable, options.liveRate());
  }

  private void breach() {
    narrator.chapter("April 10: Semaphore says its logs of March were downloaded");
    narrator.say(
        "%d accounts, SMS only, March 1 to 31. First as a DRAFT, to see what it would mean.",
        plan.exposed().size());
    Desk.Took draft = desk.declare(plan.theft(true));
    long drafted = draft.summary().getDraftRecordCount();
    long expected =
        BruteForce.compute(pushed, List.of(plan.theft(true)), Set.of())
            .drafts()
            .getOrDefault(StoryPlan.THEFT, 0L);
    narrator.say("%,d records would be flagged. Nobody was told.", drafted);
    verifyDraft(drafted, expected);
    narrator.say("The responder declares it ACTIVE.");
    Desk.Took took = desk.declare(plan.theft(false));
    scan = took.toLast();
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d records of %,d people at %,d accounts, the last one visible after %.2f s.",
        summary.getRecordCount(),
        summary.getAffectedUserCount(),
        summary.getAccountCount(),
        seconds(took.toLast()));
    coverage(summary);
    sample(StoryPlan.THEFT, "CREATED", "ACCOUNT");
    sample(StoryPlan.THEFT, "CREATED", "USER");
    waiting(summary);
  }

  private void verifyDraft(long drafted, long expected) {
    if (drafted != expected) {
      draftDifference("the draft counts " + drafted + " records instead of " + expected);
    }
    if (watcher.told(StoryPlan.THEFT, "CREATED") > 0) {
      draftDifference("somebody was told about a draft");
    }
  }

  private void draftDifference(String detail) {
    narrator.bad("%s", detail);
    early.add(new Difference(Difference.Kind.DRAFT, detail));
  }

  private void stolenKey() {
    narrator.chapter("Meanwhile somebody uses a stolen key at Heliograph, right now");
    Instant from = Instant.now();
    narrator.say("A window over every account, from now on, with no end.");
    Desk.Took took = desk.declare(plan.key(from, null));
    coverage(took.summary());
    latencies.counting(true);
    Narrator.Meter meter = narrator.meter("People met for the first time");
    long limit = System.nanoTime() + LIVE_LIMIT.toNanos();
    while (latencies.count() < LIVE_PEOPLE && System.nanoTime() < limit) {
      meter.at((double) latencies.count() / LIVE_PEOPLE);
      Settling.pause();
    }
    latencies.counting(false);
    Instant to = Instant.now();
    push(boundaries(StoryPlan.LIVE, 2_000, from, to));
    wire.flush();
    Latencies.Quantiles took2 = latencies.quantiles();
    narrator.good(
        "From message to notification: half within %.0f ms, 99 of 100 within %.0f ms (%d people).",
        took2.p50(), took2.p99(), took2.count());
    sample(StoryPlan.KEY, "CREATED", "USER");
    narrator.say("The key is revoked: the window ends at %s.", to);
    IncidentSummary summary = desk.declare(plan.key(from, to)).summary();
    narrator.say(
        "%,d records of %,d people, and no more.",
        summary.getRecordCount(), summary.getAffectedUserCount());
  }

  private void latecomers() {
    narrator.chapter("Late records and late customers arrive");
    long before = watcher.told(StoryPlan.THEFT, "CREATED");
    pushed.late();
    long first = pushes;
    traffic.late(
        (entry, delivery) -> {
          wire.log(entry, delivery);
          pushes++;
        });
    plan.late().forEach(cast::put);
    DemoAccount renamed = plan.renamed();
    cast.put(
        new DemoAccount(
            renamed.index(),
            renamed.id(),
            renamed.name() + " (formerly)",
            "incident-response@customer.example",
            renamed.country(),
            renamed.people(),
            renamed.primaryProvider()));
    cast.delete(plan.leaving());
    wire.flush();
    settling.awaitCaughtUp(ANSWER_LIMIT, () -> {});
    Settling.pause(config.topology().notificationInterval().multipliedBy(3));
    narrator.say(
        "%,d records came weeks late, %d customers were imported, one changed its contact, one left.",
        pushes - first, plan.late().size());
    narrator.say(
        "%,d more notifications went out that had waited, or were not known to be needed.",
        watcher.told(StoryPlan.THEFT, "CREATED") - before);
    sample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
    sample(StoryPlan.THEFT, "CLOSED", "ACCOUNT");
  }

  private void correction() {
    narrator.chapter("Semaphore corrects itself: until March 24 only, and fewer accounts");
    long before = watcher.told(StoryPlan.THEFT, "WITHDRAWN");
    Desk.Took took = desk.declare(plan.theftCorrected());
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d records of %,d people at %,d accounts are left; %,d notifications were recalled"
            + " within %.2f s.",
        summary.getRecordCount(),
        summary.getAffectedUserCount(),
        summary.getAccountCount(),
        watcher.told(StoryPlan.THEFT, "WITHDRAWN") - before,
        seconds(took.toLast()));
    coverage(summary);
    sample(StoryPlan.THEFT, "WITHDRAWN", "USER");
    sample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
  }

  private void falseAlarm() {
    narrator.chapter("A second incident turns out to be none");
    Window alarm = plan.falseAlarm();
    IncidentSummary summary = desk.declare(alarm).summary();
    narrator.say(
        "March 10 to 12 at Heliograph, every account: %,d records of %,d people.",
        summary.getRecordCount(), summary.getAffectedUserCount());
    coverage(summary);
    IncidentSummary after = desk.withdraw(alarm).summary();
    narrator.say(
        "Withdrawn: %,d notifications recalled, %,d records left.",
        watcher.told(StoryPlan.FALSE_ALARM, "WITHDRAWN"), after.getRecordCount());
  }

  private void settle(LiveTraffic live) {
    narrator.chapter("Does it add up?");
    live.stop();
    pushes += pushed.liveCount() + live.repeats();
    settling.await(desk::allCovered, desk::state, ANSWER_LIMIT);
    narrator.say(
        "Traffic has stopped and nothing changes any more. The same question, by brute force:");
  }

  private Outcome check(LiveTraffic live) {
    long began = System.nanoTime();
    Map<String, DemoAccount> accounts = cast.known();
    Expected expected = BruteForce.compute(pushed, desk.windows(), accounts.keySet());
    List<Difference> differences = new ArrayList<>(early);
    differences.addAll(
        watcher.ask(
            observed ->
                Verification.compare(
                    pushed,
                    desk.windows(),
                    accounts,
                    desk.incidents(),
                    expected,
                    deadLetters,
                    observed)));
    Figures detector = watcher.ask(Figures::of);
    Figures bruteForce = Figures.of(expected, deadLetters);
    narrator.table(Figures.compare(detector, bruteForce));
    phases.put("check", (System.nanoTime() - began) / 1e9);
    if (differences.isEmpty()) {
      narrator.good("Not one record, person or notification differs.");
    } else {
      narrator.bad("%d differences:", differences.size());
      differences.forEach(one -> narrator.say("%s  %s", one.kind(), one.detail()));
    }
    return new Outcome(differences, document(detector, bruteForce, differences));
  }

  private Map<String, Object> document(
      Figures detector, Figures bruteForce, List<Difference> differences) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("pushes", pushes);
    inputs.put("distinct", distinct());
    inputs.put("duplicates", pushes - distinct() - total(deadLetters));
    inputs.put("poison", total(deadLetters));
    inputs.put("live", pushed.liveCount());
    inputs.put("accounts", cast.known().size());
    inputs.put("windows", desk.windows().size());
    inputs.put("pushed_per_second", Math.round(pushRate));
    Latencies.Quantiles latency = latencies.quantiles();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", options.seed());
    json.put("inputs", inputs);
    json.putAll(detector.json());
    json.put("notifications", watcher.ask(observed -> observed.spoken()));
    json.put("incidents", incidents());
    json.put("scan_seconds", seconds(scan));
    json.put(
        "detection_latency_ms",
        Map.of(
            "people", latency.count(),
            "p50", latency.p50(),
            "p95", latency.p95(),
            "p99", latency.p99(),
            "max", latency.max()));
    json.put("brute_force", bruteForce.json());
    json.put("differences", differences);
    json.put("phase_seconds", phases);
    return json;
  }

  private Map<String, Object> incidents() {
    Map<String, Object> incidents = new TreeMap<>();
    for (String incident : desk.incidents()) {
      watcher
          .summary(incident)
          .ifPresent(
              summary ->
                  incidents.put(
                      incident,
                      Map.of(
                          "status", summary.getStatus(),
                          "coverage", summary.getCoverage().getState(),
                          "reasons", summary.getCoverage().getReasons(),
                          "records", summary.getRecordCount(),
                          "people", summary.getAffectedUserCount(),
                          "accounts", summary.getAccountCount())));
    }
    return incidents;
  }

  private long distinct() {
    return traffic.records() + pushed.extras() + pushed.liveCount();
  }

  private void coverage(IncidentSummary summary) {
    String state = summary.getCoverage().getState();
    List<String> reasons = summary.getCoverage().getReasons();
    narrator.say(
        "Coverage %s: %d of %d partitions examined%s.",
        state,
        summary.getPartitionsComplete(),
        summary.getPartitionsTotal(),
        reasons.isEmpty() ? "" : ", but " + String.join(", ", reasons));
  }

  private void waiting(IncidentSummary summary) {
    summary
        .getPending()
        .forEach(
            (cause, count) ->
                narrator.say(
                    "%,d notifications wait: %s.",
                    count, cause.toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  private void sample(String incident, String action, String audience) {
    watcher.sample(incident, action, audience).ifPresent(words -> narrator.aside("%s", words));
  }

  private List<LogEntry> boundaries(String provider, int start, Instant... instants) {
    return Boundaries.around(
        traffic, provider, plan.boundaryAccounts(), List.of(instants), start);
  }

  private void push(List<LogEntry> entries) {
    pushed.extra(entries);
    entries.forEach(entry -> wire.log(entry, Delivery.JAVA));
    pushes += entries.size();
  }

  private List<DemoAccount> withNever(List<DemoAccount> others) {
    List<DemoAccount> all = new ArrayList<>(others);
    all.add(plan.never());
    return all;
  }

  private void phase(String name, Runnable part) {
    long began = System.nanoTime();
    part.run();
    phases.put(name, Math.round((System.nanoTime() - began) / 1e7) / 100.0);
  }

  private <T extends AutoCloseable> T closing(T one) {
    open.add(one);
    return one;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
