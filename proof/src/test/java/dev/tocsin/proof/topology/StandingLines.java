package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands in the output topics, in the lines that {@link RandomHistory} answers with. */
final class StandingLines {

  private StandingLines() {}

  static Set<String> of(
      List<ExposedRecord> exposed,
      List<ExposureNotification> notifications,
      Map<String, IncidentSummary> incidents) {
    Set<String> lines = new TreeSet<>();
    Map<String, ExposedRecord> latest = new HashMap<>();
    exposed.forEach(e -> latest.put(e.getExposureId(), e));
    latest.values().stream()
        .filter(e -> e.getAction().equals("FLAGGED"))
        .forEach(
            e ->
                lines.add(
                    String.join(
                        " ",
                        "flagged",
                        e.getIncidentId(),
                        e.getProvider(),
                        e.getAccountId(),
                        e.getLogId(),
                        e.getPhone(),
                        e.getChannel(),
                        e.getSentAt().toString())));
    Map<String, ExposureNotification> told = new HashMap<>();
    notifications.forEach(n -> told.put(n.getNotificationId(), n));
    told.values().stream().filter(StandingLines::stands).forEach(n -> lines.add(line(n)));
    for (IncidentSummary s : incidents.values()) {
      lines.add(
          "incident "
              + s.getIncident().getIncidentId()
              + " "
              + s.getStatus()
              + " records "
              + s.getRecordCount()
              + " users "
              + s.getAffectedUserCount()
              + " accounts "
              + s.getAccountCount()
              + " drafts "
              + s.getDraftRecordCount()
              + " pending "
              + s.getPending().values().stream().mapToLong(Long::longValue).sum()
              + " "
              + s.getCoverage().getState());
    }
    return lines;
  }

  private static String line(ExposureNotification n) {
    String who =
        n.getIncident().getIncidentId()
            + " "
            + n.getIncident().getTitle()
            + " "
            + n.getAccountId()
            + " "
            + n.getAccountName();
    if (n.getAudience().equals("USER")) {
      return "user " + who + " " + n.getPhone();
    }
    return "account "
        + who
        + " records "
        + n.getRecordCount()
        + " users "
        + n.getAffectedUserCount()
        + " from "
        + n.getFirstSeen()
        + " to "
        + n.getLastSeen()
        + " windows "
        + n.getWindows().stream().map(w -> w.getWindowId()).toList()
        + " "
        + n.getCoverage().getState();
  }

  /** Revisions count up by one, and a CREATED never follows something that still stands. */
  static void assertNothingIsToldTwice(List<ExposureNotification> notifications, long seed) {
    Map<String, ExposureNotification> last = new HashMap<>();
    for (ExposureNotification n : notifications) {
      ExposureNotification before = last.put(n.getNotificationId(), n);
      long revision = before == null ? 0 : before.getRevision();
      boolean stood = before != null && stands(before);
      assertThat(n.getRevision()).as("seed %d, %s", seed, n).isEqualTo(revision + 1);
      assertThat(n.getAction().equals("CREATED")).as("seed %d, %s", seed, n).isEqualTo(!stood);
    }
  }

  private static boolean stands(ExposureNotification n) {
    return !Set.of("WITHDRAWN", "CLOSED").contains(n.getAction());
  }
}
