package dev.tocsin.demo.story;

import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.testkit.Poisons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The weeks before the first incident: accounts, message logs, live traffic. */
final class OpeningChapters {

  private static final int RECORDS_PER_POISON = 50_000;
  private static final int LIVE_BOUNDARIES = 1_000;
  private static final int SLOWEST_RATE = 5_000;

  private final StoryContext context;
  private final Narrator narrator;
  private double sendRate;

  OpeningChapters(StoryContext context) {
    this.context = context;
    this.narrator = context.narrator;
  }

  void importAccounts() {
    narrator.chapter("Import customer accounts");
    List<DemoAccount> missing = new ArrayList<>(context.plan.late());
    missing.add(context.plan.never());
    Set<DemoAccount> left = Set.copyOf(missing);
    context.traffic.accounts().all().stream()
        .filter(account -> !left.contains(account))
        .forEach(context.accounts::put);
    context.producer.flush();
    narrator.say(
        "%,d accounts imported. %d more stay unknown for now, so their notifications stay pending.",
        context.accounts.known().size(), missing.size());
  }

  void sendSevenWeeks() {
    narrator.chapter("Two providers, Semaphore and Heliograph, send seven weeks of message logs");
    Narrator.Meter meter = narrator.meter("Sending");
    long began = System.nanoTime();
    context.traffic.onTime(
        (entry, delivery) -> {
          context.send(entry, delivery);
          meter.at((double) context.sent() / context.traffic.records());
        });
    context.sendBoundaries(
        StoryPlan.BREACHED, 0, StoryPlan.MARCH, StoryPlan.REVISED, StoryPlan.APRIL);
    context.sendBoundaries(
        StoryPlan.LIVE, LIVE_BOUNDARIES, StoryPlan.ALARM_FROM, StoryPlan.ALARM_TO);
    poison();
    context.producer.flush();
    double seconds = (System.nanoTime() - began) / 1e9;
    sendRate = context.sent() / seconds;
    narrator.say(
        "%,d records in %.1f s (%,.0f/s), sent between %s and %s.",
        context.sent(), seconds, sendRate, Traffic.FIRST_DAY, Traffic.LAST_DAY);
    narrator.say(
        "1 in 100 is sent twice. %d more are malformed: each must become one dead letter.",
        StoryContext.total(context.deadLetters));
  }

  void catchUp() {
    Narrator.Meter meter = narrator.meter("Processing");
    double first = Math.max(1, context.progress.backlog());
    long began = System.nanoTime();
    Duration limit =
        StoryContext.ANSWER_LIMIT.plusSeconds(context.options.records() / SLOWEST_RATE);
    context.progress.awaitCaughtUp(limit, () -> meter.at(1 - context.progress.backlog() / first));
    narrator.say(
        "Tocsin processed all of them %.1f s later. Without a window there is no notification.",
        (System.nanoTime() - began) / 1e9);
    context.startLive();
    narrator.say(
        "From now on the providers send %,d live records a second.", context.options.liveRate());
  }

  /** Records a second while the seven weeks were sent. */
  double sendRate() {
    return sendRate;
  }

  private void poison() {
    int sets = Math.max(1, context.options.records() / RECORDS_PER_POISON);
    SplittableRandom random = new SplittableRandom(context.options.seed());
    int position = 0;
    for (int i = 0; i < sets; i++) {
      LogEntry entry = context.traffic.record(random.nextInt(context.traffic.records()));
      for (Poisons.Poison poison :
          context.producer.poisons(
              StoryPlan.LIVE, entry, context.plan.never(), context.plan.falseAlarm())) {
        context.producer.poison(poison, position++);
        context.deadLetters.merge(poison.reason(), 1L, Long::sum);
      }
    }
  }
}
