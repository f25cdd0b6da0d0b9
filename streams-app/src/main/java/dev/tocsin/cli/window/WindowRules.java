package dev.tocsin.cli.window;

import dev.tocsin.config.Nearest;
import dev.tocsin.domain.Tally;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.TopologySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a window has to be like to be written. */
final class WindowRules {

  static final List<String> CHANNELS = Tally.CHANNELS.stream().sorted().toList();
  static final List<String> FIELDS =
      List.of(
          "phone", "carrier", "country", "state", "sent_at", "message_type", "channel", "log_id");

  private final TopologySettings settings;
  private final Instant now;

  WindowRules(TopologySettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  /** Everything that would make the window useless or a dead letter, with the mend. */
  List<String> problems(CompromiseWindow window) {
    List<String> problems = new ArrayList<>();
    times(window, problems);
    List<String> accounts = window.getAccountIds();
    if (accounts != null && accounts.size() > settings.maxAccountsPerWindow()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the window names %d accounts, at most %d are allowed; split it in several of one"
                  + " incident, or leave --account out for every account of the provider",
              accounts.size(),
              settings.maxAccountsPerWindow()));
    }
    return problems;
  }

  /** What is probably a typing error: the window would be valid and cover nothing. */
  List<String> doubts(CompromiseWindow window) {
    List<String> doubts = new ArrayList<>();
    if (!settings.providers().contains(window.getProvider())) {
      doubts.add(
          "provider '"
              + window.getProvider()
              + "' is not among the configured ones ("
              + String.join(", ", settings.providers())
              + ")"
              + Nearest.hint(window.getProvider(), settings.providers()));
    }
    if (window.getChannels() != null) {
      window.getChannels().stream()
          .filter(channel -> !CHANNELS.contains(channel))
          .forEach(
              channel ->
                  doubts.add(
                      "channel '"
                          + channel
                          + "' is none that is usual ("
                          + String.join(", ", CHANNELS)
                          + ")"
                          + Nearest.hint(channel, CHANNELS)));
    }
    return doubts;
  }

  /** Exposed fields that are not fields of a message log; allowed, since their wording is free. */
  static List<String> unusualFields(CompromiseWindow window) {
    Set<String> known = Set.copyOf(FIELDS);
    return window.getIncident().getExposedFields().stream()
        .filter(field -> !known.contains(field))
        .toList();
  }

  private void times(CompromiseWindow window, List<String> problems) {
    Instant from = window.getFrom();
    Instant to = window.getTo();
    if (from.isBefore(Instant.EPOCH)) {
      problems.add("--from " + from + " is before 1970-01-01; use --from 1970-01-01 for 'ever'");
    }
    if (to != null && !from.isBefore(to)) {
      problems.add(
          from.equals(to)
              ? "--from and --to are the same instant (" + from + "), which covers nothing"
              : "--from " + from + " is after --to " + to + "; swap them");
    }
    Instant latest = now.plus(settings.futureTolerance());
    future("--from", from, latest, problems);
    if (to != null) {
      future("--to", to, latest, problems);
    }
    future("--became-aware-at", window.getIncident().getBecameAwareAt(), latest, problems);
  }

  private void future(String option, Instant time, Instant latest, List<String> problems) {
    if (time.isAfter(latest)) {
      problems.add(
          option
              + " "
              + time
              + " lies in the future (it is "
              + now
              + " now)"
              + (option.equals("--to") ? "; use --open while the compromise goes on" : ""));
    }
  }
}
