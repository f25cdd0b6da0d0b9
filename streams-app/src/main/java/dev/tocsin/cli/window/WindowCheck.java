package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.Nearest;
import dev.tocsin.domain.Tally;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.intake.WindowRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a window before it is written: by the rules of the detector, and for probable mistakes.
 *
 * @param providers the configured providers
 * @param rules the rules of the detector
 * @param now the time of the check
 */
record WindowCheck(List<String> providers, WindowRules rules, Instant now) {

  private static final List<String> CHANNELS = Tally.CHANNELS.stream().sorted().toList();
  private static final Set<String> FIELDS =
      Set.of(
          "phone", "carrier", "country", "state", "sent_at", "message_type", "channel", "log_id");

  /**
   * Rejects an invalid window.
   *
   * @param force accepts a probable mistake
   */
  void require(CompromiseWindow window, boolean force) {
    List<String> problems = problems(window);
    List<String> doubts = force ? List.of() : doubts(window);
    if (!problems.isEmpty() || !doubts.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          String.join("; ", Stream.concat(problems.stream(), doubts.stream()).toList())
              + (problems.isEmpty() ? "; --force accepts it" : ""));
    }
  }

  /** What makes the window invalid or empty, and how to fix it. */
  List<String> problems(CompromiseWindow window) {
    List<String> problems = new ArrayList<>();
    rules.violations(window, now).forEach(violation -> problems.add(text(window, violation)));
    if (window.getFrom().equals(window.getTo())) {
      problems.add(
          "--from and --to are the same instant ("
              + window.getFrom()
              + "), which covers nothing; give a later --to");
    }
    return problems;
  }

  /** What makes the window valid but probably cover nothing. */
  List<String> doubts(CompromiseWindow window) {
    List<String> doubts = new ArrayList<>();
    if (!providers.contains(window.getProvider())) {
      doubts.add(
          "provider '"
              + window.getProvider()
              + "' is not configured ("
              + String.join(", ", providers)
              + ")"
              + Nearest.hint(window.getProvider(), providers));
    }
    if (window.getChannels() != null) {
      window.getChannels().stream()
          .filter(channel -> !CHANNELS.contains(channel))
          .forEach(
              channel ->
                  doubts.add(
                      "channel '"
                          + channel
                          + "' is unrecognized ("
                          + String.join(", ", CHANNELS)
                          + ")"
                          + Nearest.hint(channel, CHANNELS)));
    }
    return doubts;
  }

  /** Exposed fields that a message log does not have; they are free text, so they are valid. */
  static List<String> unrecognizedFields(CompromiseWindow window) {
    return window.getIncident().getExposedFields().stream()
        .filter(field -> !FIELDS.contains(field))
        .toList();
  }

  private String text(CompromiseWindow window, WindowRules.Violation violation) {
    String option = option(violation.field());
    Instant time = time(window, violation.field());
    return switch (violation.rejection().reason()) {
      case INVALID_EVENT_TIME ->
          "%s %s is before 1970-01-01; for no lower bound use %s 1970-01-01"
              .formatted(option, time, option);
      case FUTURE_EVENT_TIME ->
          "%s %s is in the future (now: %s); %s"
              .formatted(
                  option,
                  time,
                  now,
                  option.equals("--to")
                      ? "for a continuing compromise use --open"
                      : "give a time in the past");
      case INVALID_RANGE ->
          "--from %s is after --to %s; swap them".formatted(window.getFrom(), window.getTo());
      case TOO_MANY_ACCOUNTS ->
          "the window names %d accounts, at most %d are allowed; split it into several windows of"
                  .formatted(window.getAccountIds().size(), rules.maxAccounts())
              + " the incident, or use --accounts-all for every account of the provider";
      case FIELD_TOO_LONG -> option + ": " + violation.rejection().detail() + "; shorten it";
      default -> option + ": " + violation.rejection().detail();
    };
  }

  private static @Nullable Instant time(CompromiseWindow window, String field) {
    return switch (field) {
      case "from" -> window.getFrom();
      case "to" -> window.getTo();
      case "became_aware_at" -> window.getIncident().getBecameAwareAt();
      default -> null;
    };
  }

  private static String option(String field) {
    return switch (field) {
      case "incident_id" -> "--incident";
      case "account_ids" -> "--account";
      case "channels" -> "--channel";
      case "exposed_fields" -> "--exposed-field";
      case "status" -> "--active or --draft";
      default -> "--" + field.replace('_', '-').toLowerCase(Locale.ROOT);
    };
  }
}
