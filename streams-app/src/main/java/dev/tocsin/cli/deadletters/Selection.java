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

/** The options that choose dead letters; looking and sending share them. */
final class Selection {

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Only these dead letters: PARTITION-OFFSET, as 'dead-letters list' shows them.")
  private List<String> ids = List.of();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description = "Only with this reason. Repeatable, comma lists. ${COMPLETION-CANDIDATES}.")
  private Set<DeadLetterReason> reasons = new LinkedHashSet<>();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only message logs of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only what came from this topic; topic.prefix may be left out. Repeatable.")
  private List<String> topics = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only those set aside at this time or later: a date (its start), or a date-time with or"
              + " without an offset.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Only those set aside up to this day, whole; or, as a date-time, before this moment.")
  private @Nullable String until;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      converter = ZoneConverter.class,
      description =
          "Zone of dates, and of date-times without an offset. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(names = "--limit", paramLabel = "N", description = "Only the N oldest of them.")
  private long limit = Long.MAX_VALUE;

  long limit() {
    return limit;
  }

  /** Understands the options. */
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
    tellOfStrangers(config, topicNames, console);
    return new LetterFilter(parsed(), reasonNames, provider, topicNames, from, to);
  }

  /**
   * Letters outlive the configuration, so a name that is not in it is no error; it may be a slip.
   */
  private void tellOfStrangers(TocsinConfig config, Set<String> topicNames, Console console) {
    if (provider != null && !config.providers().contains(provider)) {
      console.note(
          "provider '"
              + provider
              + "' is not among the providers that are configured: "
              + String.join(", ", config.providers()));
    }
    Set<String> known = new LinkedHashSet<>(config.topics().messageLogs(config.providers()));
    known.add(config.topics().account());
    known.add(config.topics().window());
    if (!topicNames.isEmpty() && topicNames.stream().noneMatch(known::contains)) {
      console.note("none of the topics asked for is an input topic: " + String.join(", ", known));
    }
  }

  private Set<LetterId> parsed() {
    Set<LetterId> parsed = new LinkedHashSet<>();
    for (String id : ids) {
      parsed.add(
          LetterId.parse(id)
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
