package dev.tocsin.cli.window;

import dev.tocsin.cli.text.Spans;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Windows as text. */
final class WindowText {

  private static final int SHOWN_ACCOUNTS = 10;

  private WindowText() {}

  /** The fields of a window as text, in a fixed order. */
  static Map<String, String> fields(CompromiseWindow window) {
    Incident incident = window.getIncident();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("incident", incident.getIncidentId());
    fields.put("title", incident.getTitle());
    fields.put("reference", orNone(incident.getReference()));
    fields.put("became aware at", incident.getBecameAwareAt().toString());
    fields.put("guidance", orNone(incident.getGuidance()));
    fields.put("report to", orNone(incident.getReportTo()));
    fields.put("exposed fields", list(incident.getExposedFields()));
    fields.put("provider", window.getProvider());
    fields.put("accounts", accounts(window.getAccountIds()));
    fields.put("channels", channels(window));
    fields.put("from", window.getFrom() + " inclusive");
    fields.put("to", window.getTo() == null ? "open" : window.getTo() + " exclusive");
    fields.put("status", window.getStatus());
    return fields;
  }

  /** The time range of a window, with inclusivity and length. */
  static String range(CompromiseWindow window) {
    Instant from = window.getFrom();
    Instant to = window.getTo();
    return to == null
        ? "from " + from + " inclusive, open: it covers future records too"
        : "from "
            + from
            + " inclusive, to "
            + to
            + " exclusive ("
            + Spans.of(Duration.between(from, to))
            + ")";
  }

  static String channels(CompromiseWindow window) {
    return window.getChannels() == null ? "all" : list(window.getChannels());
  }

  /** {@code all}, the only account, or the number of accounts. */
  static String accountCount(CompromiseWindow window) {
    List<String> ids = window.getAccountIds();
    return ids == null ? "all" : ids.size() == 1 ? ids.getFirst() : String.valueOf(ids.size());
  }

  /** One line per field that differs. */
  static List<String> differences(CompromiseWindow before, CompromiseWindow after) {
    Map<String, String> old = fields(before);
    List<String> lines = new ArrayList<>();
    fields(after)
        .forEach(
            (name, value) -> {
              if (!name.equals("accounts") && !value.equals(old.get(name))) {
                lines.add(name + ": " + old.get(name) + " -> " + value);
              }
            });
    accountDifference(before.getAccountIds(), after.getAccountIds(), lines);
    return lines;
  }

  private static void accountDifference(
      @Nullable List<String> before, @Nullable List<String> after, List<String> lines) {
    if (before == null || after == null) {
      if (before != null || after != null) {
        lines.add("accounts: " + accounts(before) + " -> " + accounts(after));
      }
      return;
    }
    TreeSet<String> added = new TreeSet<>(after);
    before.forEach(added::remove);
    TreeSet<String> removed = new TreeSet<>(before);
    after.forEach(removed::remove);
    if (!added.isEmpty()) {
      lines.add("accounts added: " + accounts(List.copyOf(added)));
    }
    if (!removed.isEmpty()) {
      lines.add("accounts removed: " + accounts(List.copyOf(removed)));
    }
  }

  private static String accounts(@Nullable List<String> ids) {
    if (ids == null) {
      return "all";
    }
    String shown = String.join(", ", ids.subList(0, Math.min(SHOWN_ACCOUNTS, ids.size())));
    int hidden = ids.size() - SHOWN_ACCOUNTS;
    return hidden > 0 ? shown + " and " + hidden + " more" : shown;
  }

  private static String list(List<String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values);
  }

  private static String orNone(@Nullable String value) {
    return value == null ? "none" : value;
  }
}
