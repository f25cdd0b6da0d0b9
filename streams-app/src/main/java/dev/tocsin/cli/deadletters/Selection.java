package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.text.TimeReading;
import dev.tocsin.cli.text.ZoneConverter;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.TopicNames;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that select dead letters, for list and redrive. */
final class Selection {

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Only these dead letters: PARTITION-OFFSET, as in 'dead-letters list'.")
  private List<String> ids = List.of();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description =
          "Only with this reason. Repeatable, comma-separated lists. ${COMPLETION-CANDIDATES}.")
  private Set<DeadLetterReason> reasons = new LinkedHashSet<>();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only message logs of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only records of this topic, with or without topic.prefix. Repeatable.")
  private List<String> topics = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only letters written at this time or later: a date (its first instant), or a date-time"
              + " with or without an offset.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only letters written before the end of this date, or before this date-time.")
  private @Nullable String until;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      converter = ZoneConverter.class,
      description =
          "Zone of dates, and of date-times without an offset. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(names = "--limit", paramLabel = "N", description = "Only the N oldest letters.")
  private long limit = Long.MAX_VALUE;

  long limit() {
    return limit;
  }

  /** Parses the options. */
  LetterFilter filter(TocsinConfig config, Console console) {
    TopicNames names = config.topics();
    if (limit < 1) {
      throw new CliException(
          ExitCodes.USAGE, "--limit: expected a whole number, 1 or more, but was " + limit);
    }
    TimeReading times = new TimeReading(zone);
    Instant from = since == null ? null : times.start("--since", since);
    Instant to = until == null ? null : times.end("--until", until);
    times.notes().forEach(console::note);
    Set<String> reasonNames = new HashSet<>();
    reasons.forEach(reason -> reasonNames.add(reason.name()));
    Set<String> topicNames = new HashSet<>();
    for (String topic : topics) {
      topicNames.add(topic);
      topicNames.add(names.prefix() + topic);
    }
    noteUnknownNames(config, topicNames, console);
    return new LetterFilter(parsed(), reasonNames, provider, topicNames, from, to);
  }

  /**
   * Letters outlive the configuration, so an unknown name is not an error, but possibly a mistake.
   */
  private void noteUnknownNames(TocsinConfig config, Set<String> topicNames, Console console) {
    if (provider != null && !config.providers().contains(provider)) {
      console.note(
          "provider '"
              + provider
              + "' is not configured; configured providers: "
              + String.join(", ", config.providers()));
    }
    Set<String> known = new LinkedHashSet<>(config.topics().messageLogs(config.providers()));
    known.add(config.topics().account());
    known.add(config.topics().window());
    if (!topicNames.isEmpty() && topicNames.stream().noneMatch(known::contains)) {
      console.note("no given topic is an input topic; input topics: " + String.join(", ", known));
    }
  }

  private Set<Letter.Id> parsed() {
    Set<Letter.Id> parsed = new LinkedHashSet<>();
    for (String id : ids) {
      parsed.add(
          Letter.Id.parse(id)
              .orElseThrow(
                  () ->
                      new CliException(
                          ExitCodes.USAGE,
                          "expected dead letters as PARTITION-OFFSET, for example 0-17, but was '"
                              + id
                              + "'")));
    }
    return parsed;
  }
}
