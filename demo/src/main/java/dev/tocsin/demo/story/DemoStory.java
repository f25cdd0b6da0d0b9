package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.demo.check.Expected;
import dev.tocsin.demo.check.Recount;
import dev.tocsin.demo.check.Verification;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The story from beginning to end, and the check of the outputs of the detector. Runs once. */
public final class DemoStory implements AutoCloseable {

  private final StoryContext context;
  private final Narrator narrator;
  private final OpeningChapters opening;
  private final IncidentChapters incidents;
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private Figures detector = Figures.NONE;
  private Figures recount = Figures.NONE;

  /**
   * Prepares the story.
   *
   * @param config of a running detector with empty topics
   * @param traffic the message logs
   */
  public DemoStory(DemoOptions options, TocsinConfig config, Traffic traffic, Narrator narrator) {
    this.narrator = narrator;
    context = new StoryContext(options, config, traffic, narrator);
    opening = new OpeningChapters(context);
    incidents = new IncidentChapters(context);
    phases.put("start", StoryContext.seconds(narrator.elapsed()));
  }

  /**
   * Runs it.
   *
   * @throws DemoException when it cannot continue
   */
  public StoryReport run() {
    phase("accounts", opening::importAccounts);
    phase("logs", opening::sendSevenWeeks);
    phase("catch_up", opening::catchUp);
    phase("breach", incidents::breach);
    phase("stolen_key", incidents::stolenKey);
    phase("latecomers", incidents::latecomers);
    phase("correction", incidents::correction);
    phase("false_alarm", incidents::falseAlarm);
    phase("settle", this::settle);
    List<Difference> differences = new ArrayList<>(incidents.differences());
    phase("check", () -> differences.addAll(check()));
    report(differences);
    return StoryReport.of(
        context, opening, incidents, detector, recount, List.copyOf(differences), phases);
  }

  @Override
  public void close() {
    context.close();
  }

  private void report(List<Difference> differences) {
    if (differences.isEmpty()) {
      narrator.good("No difference in any record, person or notification.");
    } else {
      narrator.bad("%d differences:", differences.size());
      differences.forEach(one -> narrator.say("%s  %s", one.kind(), one.detail()));
    }
  }

  private void settle() {
    narrator.chapter("Compare the outputs with an independent recount");
    context.stopLive();
    context.progress.awaitRest(
        context.desk::allCovered, context.desk::state, StoryContext.ANSWER_LIMIT);
    narrator.say(
        "Traffic has stopped, and the outputs no longer change. The recount tests every record sent"
            + " against the final windows and accounts:");
  }

  private List<Difference> check() {
    Map<String, DemoAccount> accounts = context.accounts.known();
    Expected expected =
        Recount.compute(context.messages, context.desk.windows(), accounts.keySet());
    detector = context.watcher.ask(Figures::of);
    recount = Figures.of(expected, context.deadLetters);
    narrator.table(Figures.compare(detector, recount));
    return context.watcher.ask(
        observed ->
            Verification.compare(
                context.messages,
                context.desk.windows(),
                accounts,
                context.desk.incidents(),
                expected,
                context.deadLetters,
                observed));
  }

  private void phase(String name, Runnable part) {
    long began = System.nanoTime();
    part.run();
    phases.put(name, Math.round((System.nanoTime() - began) / 1e7) / 100.0);
  }
}
