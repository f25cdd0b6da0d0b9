package dev.tocsin.demo.story;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.demo.check.Difference;
import dev.tocsin.event.IncidentSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of the story; printed as one JSON object.
 *
 * @param differences from the independent recount, and outputs that no consumer may see
 * @param notificationsSent revisions by audience and action
 * @param phaseSeconds in the order of the phases
 */
public record StoryReport(
    long seed,
    Inputs inputs,
    @JsonUnwrapped Figures detector,
    Map<String, Map<String, Long>> notificationsSent,
    Map<String, Summary> incidents,
    double secondsToLastRecord,
    double secondsToCompleteScan,
    Latencies.Quantiles detectionLatencyMs,
    Figures recount,
    List<Difference> differences,
    Map<String, Double> phaseSeconds,
    double seconds) {

  /** What was sent. */
  public record Inputs(
      long records,
      long distinctRecords,
      long repeatedRecords,
      long malformedRecords,
      long liveRecords,
      long recordsPerSecond,
      int accounts,
      int windows,
      int partitions) {

    static Inputs of(StoryContext context, OpeningChapters opening) {
      long distinct =
          (long) context.traffic.records()
              + context.messages.extras()
              + context.messages.liveCount();
      return new Inputs(
          context.sent(),
          distinct,
          context.sent() - distinct,
          StoryContext.total(context.deadLetters),
          context.messages.liveCount(),
          Math.round(opening.sendRate()),
          context.accounts.known().size(),
          context.desk.windows().size(),
          context.options.partitions());
    }
  }

  /** The latest summary of an incident. */
  public record Summary(
      String status,
      String coverage,
      List<String> reasons,
      long records,
      long people,
      long accounts) {

    static Summary of(IncidentSummary summary) {
      return new Summary(
          summary.getStatus(),
          summary.getCoverage().getState(),
          summary.getCoverage().getReasons(),
          summary.getRecordCount(),
          summary.getAffectedUserCount(),
          summary.getAccountCount());
    }
  }

  static StoryReport of(
      StoryContext context,
      OpeningChapters opening,
      IncidentChapters incidents,
      Figures detector,
      Figures recount,
      List<Difference> differences,
      Map<String, Double> phases) {
    return new StoryReport(
        context.options.seed(),
        Inputs.of(context, opening),
        detector,
        context.watcher.ask(observed -> observed.revisions()),
        summaries(context),
        StoryContext.seconds(incidents.lastRecord()),
        StoryContext.seconds(incidents.answer()),
        context.latencies.quantiles(),
        recount,
        differences,
        phases,
        StoryContext.seconds(context.narrator.elapsed()));
  }

  private static Map<String, Summary> summaries(StoryContext context) {
    Map<String, Summary> summaries = new TreeMap<>();
    for (String incident : context.desk.incidents()) {
      context
          .watcher
          .summary(incident)
          .ifPresent(summary -> summaries.put(incident, Summary.of(summary)));
    }
    return summaries;
  }
}
