package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.Recount;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.demo.check.Expected;
import dev.tocsin.demo.check.Verification;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The story from beginning to end, and whether what the detector made of it is true. Runs once. */
public final class DemoStory implements AutoCloseable {

  private final StoryContext stage;
  private final Narrator narrator;
  private final OpeningChapters prologue;
  private final IncidentChapters incidents;
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private Figures detector = Figures.NONE;
  private Figures bruteForce = Figures.NONE;

  /**
   * Prepares the story.
   *
   * @param config of a detector that runs, with topics that are empty
   * @param traffic messages to push
   */
  public DemoStory(DemoOptions options, TocsinConfig config, Traffic traffic, Narrator narrator) {
    this.narrator = narrator;
    stage = new StoryContext(options, config, traffic, narrator);
    prologue = new OpeningChapters(stage);
    incidents = new IncidentChapters(stage);
    phases.put("start", StoryContext.seconds(narrator.elapsed()));
  }

  /**
   * Tells it.
   *
   * @throws DemoException when it cannot go on
   */
  public StoryOutcome tell() {
    phase("accounts", prologue::importAccounts);
    phase("logs", prologue::pushSevenWeeks);
    phase("catch_up", prologue::catchUp);
    phase("breach", incidents::breach);
    phase("stolen_key", incidents::stolenKey);
    phase("latecomers", incidents::latecomers);
    phase("correction", incidents::correction);
    phase("false_alarm", incidents::falseAlarm);
    phase("settle", this::settle);
    List<Difference> differences = new ArrayList<>(incidents.differences());
    phase("check", () -> differences.addAll(check()));
    tellDifferences(differences);
    return new StoryOutcome(
        List.copyOf(differences),
        StoryReport.of(stage, prologue, incidents, detector, bruteForce, differences, phases));
  }

  @Override
  public void close() {
    stage.close();
  }

  private void tellDifferences(List<Difference> differences) {
    if (differences.isEmpty()) {
      narrator.good("Not one record, person or notification differs.");
    } else {
      narrator.bad("%d differences:", differences.size());
      differences.forEach(one -> narrator.say("%s  %s", one.kind(), one.detail()));
    }
  }

  private void settle() {
    narrator.chapter("Does it add up?");
    stage.stopLive();
    stage.settling.await(stage.desk::allCovered, stage.desk::state, StoryContext.ANSWER_LIMIT);
    narrator.say(
        "Traffic has stopped and nothing changes any more. The same question by brute force:");
  }

  private List<Difference> check() {
    Map<String, DemoAccount> accounts = stage.cast.known();
    Expected expected = Recount.compute(stage.pushed, stage.desk.windows(), accounts.keySet());
    detector = stage.watcher.ask(Figures::of);
    bruteForce = Figures.of(expected, stage.deadLetters);
    narrator.table(Figures.compare(detector, bruteForce));
    return stage.watcher.ask(
        observed ->
            Verification.compare(
                stage.pushed,
                stage.desk.windows(),
                accounts,
                stage.desk.incidents(),
                expected,
                stage.deadLetters,
                observed));
  }

  private void phase(String name, Runnable part) {
    long began = System.nanoTime();
    part.run();
    phases.put(name, Math.round((System.nanoTime() - began) / 1e7) / 100.0);
  }
}
