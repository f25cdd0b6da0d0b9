package dev.tocsin.demo.story;

import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.Poison;
import dev.tocsin.demo.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What goes on for weeks before anything happens. */
final class OpeningChapters {

  private static final int RECORDS_PER_POISON = 50_000;
  private static final int LIVE_BOUNDARIES = 1_000;
  private static final int SLOWEST_RATE = 5_000;

  private final StoryContext stage;
  private final Narrator narrator;
  private double pushRate;

  OpeningChapters(StoryContext stage) {
    this.stage = stage;
    this.narrator = stage.narrator;
  }

  void importAccounts() {
    narrator.chapter("The vendor imports its customers");
    List<DemoAccount> missing = new ArrayList<>(stage.plan.late());
    missing.add(stage.plan.never());
    Set<DemoAccount> left = Set.copyOf(missing);
    stage.traffic.accounts().all().stream()
        .filter(account -> !left.contains(account))
        .forEach(stage.cast::put);
    stage.wire.flush();
    narrator.say(
        "%,d accounts, a few huge, most tiny. %d are missing, as some always are.",
        stage.cast.known().size(), missing.size());
  }

  void pushSevenWeeks() {
    narrator.chapter("Two telephony providers push seven weeks of message logs");
    Narrator.Meter meter = narrator.meter("Pushing");
    long began = System.nanoTime();
    stage.traffic.onTime(
        (entry, delivery) -> {
          stage.push(entry, delivery);
          meter.at((double) stage.pushes() / stage.traffic.records());
        });
    stage.pushBoundaries(
        StoryPlan.BREACHED, 0, StoryPlan.MARCH, StoryPlan.REVISED, StoryPlan.APRIL);
    stage.pushBoundaries(StoryPlan.LIVE, LIVE_BOUNDARIES, StoryPlan.ALARM_FROM, StoryPlan.ALARM_TO);
    poison();
    stage.wire.flush();
    double seconds = (System.nanoTime() - began) / 1e9;
    pushRate = stage.pushes() / seconds;
    narrator.say(
        "%,d pushes in %.1f s, %,.0f a second, about %s to %s.",
        stage.pushes(), seconds, pushRate, Traffic.FIRST_DAY, Traffic.LAST_DAY);
    narrator.say(
        "One in a hundred came twice, told differently or through another partitioner. %d were"
            + " rubbish.",
        StoryContext.total(stage.deadLetters));
  }

  void catchUp() {
    Narrator.Meter meter = narrator.meter("Taking in");
    double first = Math.max(1, stage.settling.backlog());
    long began = System.nanoTime();
    Duration limit = StoryContext.ANSWER_LIMIT.plusSeconds(stage.options.records() / SLOWEST_RATE);
    stage.settling.awaitCaughtUp(limit, () -> meter.at(1 - stage.settling.backlog() / first));
    narrator.say(
        "Tocsin has taken it all in %.1f s later. Nobody is exposed, so nobody was told.",
        (System.nanoTime() - began) / 1e9);
    stage.startLive();
    narrator.say(
        "From here on %,d messages a second go on all the time.", stage.options.liveRate());
  }

  /** Pushes a second, while the seven weeks were pushed. */
  double pushRate() {
    return pushRate;
  }

  private void poison() {
    int each = Math.max(1, stage.options.records() / RECORDS_PER_POISON);
    int position = 0;
    List<Poison> all = Poison.brew(stage.traffic, stage.options.seed(), each, stage.wire::encode);
    for (Poison one : all) {
      stage.wire.poison(StoryPlan.LIVE, one, position++);
      stage.deadLetters.merge(one.reason(), 1L, Long::sum);
    }
  }
}
