package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Recount;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What happens then: a breach, a stolen key, corrections, a false alarm. */
final class IncidentChapters {

  private static final int KEY_BOUNDARIES = 2_000;
  private static final int PEOPLE_TO_TIME = 300;
  private static final Duration LIVE_LIMIT = Duration.ofSeconds(25);

  private final StoryContext stage;
  private final Narrator narrator;
  private final List<Difference> differences = new ArrayList<>();
  private Duration scan = Duration.ZERO;
  private Duration answer = Duration.ZERO;

  IncidentChapters(StoryContext stage) {
    this.stage = stage;
    this.narrator = stage.narrator;
  }

  void breach() {
    StoryPlan plan = stage.plan;
    narrator.chapter("April 10: Semaphore says that its logs of March were downloaded");
    narrator.say(
        "%d accounts, SMS only, March 1 to 31. First as a DRAFT, to see what it would mean.",
        plan.exposed().size());
    draft(plan.theft(true));
    narrator.say("The responder declares it ACTIVE.");
    ResponderDesk.Took took = stage.desk.declare(plan.theft(false));
    scan = took.toLast();
    answer = took.toAnswer();
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d records of %,d people at %,d accounts; the last was visible after %.2f s.",
        summary.getRecordCount(),
        summary.getAffectedUserCount(),
        summary.getAccountCount(),
        StoryContext.seconds(scan));
    stage.tellCoverage(summary);
    stage.tellSample(StoryPlan.THEFT, "CREATED", "ACCOUNT");
    stage.tellSample(StoryPlan.THEFT, "CREATED", "USER");
    stage.tellWaiting(summary);
  }

  private void draft(DeclaredWindow window) {
    long drafted = stage.desk.declare(window).summary().getDraftRecordCount();
    long expected =
        Recount.compute(stage.pushed, List.of(window), Set.of())
            .drafts()
            .getOrDefault(window.incident(), 0L);
    narrator.say("%,d records would be flagged. Nobody was told.", drafted);
    if (drafted != expected) {
      differ("the draft counts " + drafted + " records instead of " + expected);
    }
    if (stage.watcher.told(window.incident(), "CREATED") > 0) {
      differ("somebody was told about a draft");
    }
  }

  void stolenKey() {
    narrator.chapter("Meanwhile somebody uses a stolen key at Heliograph, right now");
    Instant from = now();
    narrator.say("A window over every account, from now on, with no end.");
    stage.tellCoverage(stage.desk.declare(stage.plan.key(from, null)).summary());
    timePeople();
    stage.tellSample(StoryPlan.KEY, "CREATED", "USER");
    Instant to = now();
    stage.pushBoundaries(StoryPlan.LIVE, KEY_BOUNDARIES, from, to);
    stage.wire.flush();
    narrator.say("The key is revoked: the window ends at %s.", to);
    IncidentSummary summary = stage.desk.declare(stage.plan.key(from, to)).summary();
    narrator.say(
        "%,d records of %,d people, and no more.",
        summary.getRecordCount(), summary.getAffectedUserCount());
  }

  private void timePeople() {
    Latencies latencies = stage.latencies;
    latencies.counting(true);
    Narrator.Meter meter = narrator.meter("People seen for the first time");
    long limit = System.nanoTime() + LIVE_LIMIT.toNanos();
    while (latencies.count() < PEOPLE_TO_TIME && System.nanoTime() < limit) {
      meter.at((double) latencies.count() / PEOPLE_TO_TIME);
      Settling.pause();
    }
    latencies.counting(false);
    Latencies.Quantiles took = latencies.quantiles();
    narrator.good(
        "From message to notification: half within %.0f ms, 99 of 100 within %.0f ms (%d people).",
        took.p50(), took.p99(), took.count());
  }

  void latecomers() {
    StoryPlan plan = stage.plan;
    narrator.chapter("Late records and late customers arrive");
    long before = stage.watcher.told(StoryPlan.THEFT, "CREATED");
    long first = stage.pushes();
    stage.pushed.late();
    stage.traffic.late(stage::push);
    plan.late().forEach(stage.cast::put);
    stage.cast.put(moved(plan.renamed()));
    stage.cast.delete(plan.leaving());
    stage.wire.flush();
    stage.settling.awaitCaughtUp(StoryContext.ANSWER_LIMIT, () -> {});
    Settling.pause(stage.interval().multipliedBy(3));
    narrator.say(
        "%,d records came weeks late, %d customers were imported, one moved, one left.",
        stage.pushes() - first, plan.late().size());
    narrator.say(
        "%,d more notifications went out: they had waited, or nobody knew of the need.",
        stage.watcher.told(StoryPlan.THEFT, "CREATED") - before);
    stage.tellSample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
    stage.tellSample(StoryPlan.THEFT, "CLOSED", "ACCOUNT");
  }

  void correction() {
    narrator.chapter("Semaphore corrects itself: until March 24 only, and fewer accounts");
    long before = stage.watcher.told(StoryPlan.THEFT, "WITHDRAWN");
    ResponderDesk.Took took = stage.desk.declare(stage.plan.theftCorrected());
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d notifications were recalled within %.2f s. Left are %,d records of %,d people at %,d"
            + " accounts.",
        stage.watcher.told(StoryPlan.THEFT, "WITHDRAWN") - before,
        StoryContext.seconds(took.toLast()),
        summary.getRecordCount(),
        summary.getAffectedUserCount(),
        summary.getAccountCount());
    stage.tellCoverage(summary);
    stage.tellSample(StoryPlan.THEFT, "WITHDRAWN", "USER");
    stage.tellSample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
  }

  void falseAlarm() {
    narrator.chapter("A third incident turns out to be none");
    DeclaredWindow alarm = stage.plan.falseAlarm();
    IncidentSummary summary = stage.desk.declare(alarm).summary();
    narrator.say(
        "March 10 to 12 at Heliograph, every account: %,d records of %,d people.",
        summary.getRecordCount(), summary.getAffectedUserCount());
    stage.tellCoverage(summary);
    IncidentSummary after = stage.desk.withdraw(alarm).summary();
    narrator.say(
        "Withdrawn: %,d notifications were recalled, %,d records are left.",
        stage.watcher.told(StoryPlan.FALSE_ALARM, "WITHDRAWN"), after.getRecordCount());
  }

  /** What was wrong on the way, and cannot be seen in the end. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** From declaring the breach until a consumer held the last flagged record. */
  Duration scan() {
    return scan;
  }

  /** From declaring the breach until the summary said that all was examined. */
  Duration answer() {
    return answer;
  }

  private void differ(String detail) {
    narrator.bad("%s", detail);
    differences.add(new Difference(Difference.Kind.DRAFT, detail));
  }

  private static DemoAccount moved(DemoAccount account) {
    return new DemoAccount(
        account.index(),
        account.id(),
        account.name() + " (formerly)",
        "incident-response@customer.example",
        account.country(),
        account.people(),
        account.primaryProvider());
  }

  /** Windows have whole milliseconds. */
  private static Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }
}
