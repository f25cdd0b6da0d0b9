package dev.tocsin.demo.story;

import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.demo.check.Recount;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The incidents: stolen logs, a stolen key, late records and accounts, a correction, a false alarm.
 */
final class IncidentChapters {

  private static final int KEY_BOUNDARIES = 2_000;
  private static final int MOST_PEOPLE = 300;
  private static final Duration LIVE_LIMIT = Duration.ofSeconds(25);

  private final StoryContext context;
  private final Narrator narrator;
  private final List<Difference> differences = new ArrayList<>();
  private Duration lastRecord = Duration.ZERO;
  private Duration answer = Duration.ZERO;

  IncidentChapters(StoryContext context) {
    this.context = context;
    this.narrator = context.narrator;
  }

  void breach() {
    StoryPlan plan = context.plan;
    narrator.chapter("Semaphore reports: an attacker downloaded message logs of March");
    narrator.say(
        "Incident %s: %d accounts, SMS only, March 1 to 31.",
        StoryPlan.THEFT, plan.exposed().size());
    draft(plan.theft(true));
    narrator.say("The responder declares the window ACTIVE.");
    ResponderDesk.Answer took = context.desk.declare(plan.theft(false));
    lastRecord = took.toLastRecord();
    answer = took.toSummary();
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d records of %,d people at %,d accounts flagged; the last one was visible after %.2f s.",
        summary.getRecordCount(),
        summary.getAffectedUserCount(),
        summary.getAccountCount(),
        StoryContext.seconds(lastRecord));
    context.reportCoverage(summary);
    context.showSample(StoryPlan.THEFT, "CREATED", "ACCOUNT");
    context.showSample(StoryPlan.THEFT, "CREATED", "USER");
    context.reportPending(summary);
  }

  private void draft(DeclaredWindow window) {
    long drafted = context.desk.declare(window).summary().getDraftRecordCount();
    long expected =
        Recount.compute(context.messages, List.of(window), Set.of())
            .drafts()
            .getOrDefault(window.incident(), 0L);
    narrator.say(
        "As a DRAFT, the window covers %,d records (recount: %,d), and no notification is sent.",
        drafted, expected);
    if (drafted != expected) {
      differ("the draft covers " + drafted + " records instead of " + expected);
    }
    if (context.watcher.notifications(window.incident(), "CREATED") > 0) {
      differ("a draft caused notifications");
    }
  }

  void stolenKey() {
    narrator.chapter("At the same time an attacker uses a stolen API key of Heliograph");
    Instant from = now();
    narrator.say("Incident %s: all accounts, from now on, with an open end.", StoryPlan.KEY);
    context.reportCoverage(context.desk.declare(context.plan.key(from, null)).summary());
    measureLatency();
    context.showSample(StoryPlan.KEY, "CREATED", "USER");
    Instant to = now();
    context.sendBoundaries(StoryPlan.LIVE, KEY_BOUNDARIES, from, to);
    context.producer.flush();
    narrator.say("The key is revoked, so the window now ends at %s.", to);
    IncidentSummary summary = context.desk.declare(context.plan.key(from, to)).summary();
    narrator.say(
        "%,d records of %,d people flagged while the window was open.",
        summary.getRecordCount(), summary.getAffectedUserCount());
  }

  private void measureLatency() {
    Latencies latencies = context.latencies;
    int people = Math.min(MOST_PEOPLE, 2 * context.options.liveRate());
    latencies.counting(true);
    Narrator.Meter meter = narrator.meter("People with a first record");
    long limit = System.nanoTime() + LIVE_LIMIT.toNanos();
    while (latencies.count() < people && System.nanoTime() < limit) {
      meter.at((double) latencies.count() / people);
      DetectorProgress.pause();
    }
    latencies.counting(false);
    Latencies.Quantiles took = latencies.quantiles();
    narrator.good(
        "From record to notification: 50 %% within %.0f ms, 99 %% within %.0f ms (%d people).",
        took.p50(), took.p99(), took.people());
  }

  void latecomers() {
    StoryPlan plan = context.plan;
    narrator.chapter("Late records and late accounts arrive");
    long before = context.watcher.notifications(StoryPlan.THEFT, "CREATED");
    long first = context.sent();
    context.messages.late();
    context.traffic.late(context::send);
    plan.late().forEach(context.accounts::put);
    context.accounts.put(moved(plan.renamed()));
    context.accounts.delete(plan.leaving());
    context.producer.flush();
    context.progress.awaitCaughtUp(StoryContext.ANSWER_LIMIT, () -> {});
    DetectorProgress.pause(context.interval().multipliedBy(3));
    narrator.say(
        "%,d records arrive weeks late; %d accounts are imported, one changes, one is deleted.",
        context.sent() - first, plan.late().size());
    narrator.say(
        "%,d more notifications: those that were pending, and those for late records.",
        context.watcher.notifications(StoryPlan.THEFT, "CREATED") - before);
    context.showSample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
    context.showSample(StoryPlan.THEFT, "CLOSED", "ACCOUNT");
  }

  void correction() {
    StoryPlan plan = context.plan;
    narrator.chapter("Semaphore corrects its report");
    narrator.say(
        "Only until March 24, and %d accounts instead of %d.",
        plan.stillExposed().size(), plan.exposed().size());
    long before = context.watcher.notifications(StoryPlan.THEFT, "WITHDRAWN");
    ResponderDesk.Answer took = context.desk.declare(plan.theftCorrected());
    IncidentSummary summary = took.summary();
    narrator.good(
        "%,d notifications withdrawn within %.2f s.",
        context.watcher.notifications(StoryPlan.THEFT, "WITHDRAWN") - before,
        StoryContext.seconds(took.toLastRecord()));
    narrator.say(
        "%,d records of %,d people at %,d accounts remain flagged.",
        summary.getRecordCount(), summary.getAffectedUserCount(), summary.getAccountCount());
    context.reportCoverage(summary);
    context.showSample(StoryPlan.THEFT, "WITHDRAWN", "USER");
    context.showSample(StoryPlan.THEFT, "UPDATED", "ACCOUNT");
  }

  void falseAlarm() {
    narrator.chapter("A third incident turns out to be a false alarm");
    DeclaredWindow alarm = context.plan.falseAlarm();
    IncidentSummary summary = context.desk.declare(alarm).summary();
    narrator.say(
        "Incident %s: Heliograph, all accounts, March 10 to 12. %,d records of %,d people flagged.",
        StoryPlan.FALSE_ALARM, summary.getRecordCount(), summary.getAffectedUserCount());
    context.reportCoverage(summary);
    IncidentSummary after = context.desk.withdraw(alarm).summary();
    narrator.say(
        "The responder withdraws the window: %,d notifications withdrawn, %,d records flagged.",
        context.watcher.notifications(StoryPlan.FALSE_ALARM, "WITHDRAWN"), after.getRecordCount());
  }

  /** Differences that the final outputs do not show. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** From declaring the first incident until a consumer had the last flagged record. */
  Duration lastRecord() {
    return lastRecord;
  }

  /** From declaring the first incident until its summary said that the scan was complete. */
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
