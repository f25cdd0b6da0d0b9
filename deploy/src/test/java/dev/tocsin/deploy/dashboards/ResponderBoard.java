package dev.tocsin.deploy.dashboards;

/** What an incident responder looks at. */
final class ResponderBoard {

  static final String UID = "tocsin-responder";

  static final String INCIDENTS = "Incidents";
  static final String ACTIVE = "Active incidents";
  static final String COVERAGE = "Active incidents by coverage";
  static final String HELD_BACK = "Notifications held back";
  static final String HELD_SINCE = "Held back for";
  static final String SENT = "Notifications sent";
  static final String UNLISTED = "Not in the table";

  private static final double QUARTER_OF_AN_HOUR = 900;
  private static final double FOUR_HOURS = 14_400;

  private ResponderBoard() {}

  static Board describe() {
    return new Board(
            UID,
            "Tocsin: incident response",
            "Who is exposed, was everything looked at, and does anybody still have to be told?",
            "job=\"$job\"")
        .row("Now", 4, now())
        .row("Each incident", 9, incidents())
        .row("Have all been told?", 7, told())
        .row("Has everything been looked at?", 7, examined())
        .row("How it went", 7, history());
  }

  private static Panel[] now() {
    return new Panel[] {
      Panel.stat(ACTIVE, "How many incidents stand?", Unit.WHOLE, 4)
          .says("Incidents with at least one ACTIVE window. DRAFT and withdrawn ones do not count.")
          .query("active", "sum(tocsin_incidents{status=\"active\"})")
          .base(Colour.NEUTRAL)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat(COVERAGE, "Is any answer not final?", Unit.WHOLE, 6)
          .says(
              "complete: all was examined. scanning: the history is being read. partial: something"
                  + " could not be examined; tocsin incident show INCIDENT tells the reasons.")
          .query(
              "{{coverage}}",
              "sum by (coverage) (tocsin_incidents_by_coverage{coverage=\"complete\"})")
          .query(
              "{{coverage}}",
              "sum by (coverage) (tocsin_incidents_by_coverage{coverage=\"scanning\"})")
          .query(
              "{{coverage}}",
              "sum by (coverage) (tocsin_incidents_by_coverage{coverage=\"partial\"})")
          .base(Colour.NEUTRAL)
          .seriesFrom("scanning", 1, Colour.WATCH)
          .seriesFrom("partial", 1, Colour.BAD)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat(HELD_BACK, "Is anybody exposed and not told?", Unit.WHOLE, 4)
          .says(
              "Notifications that ought to be sent and wait. Load the accounts that are missing:"
                  + " tocsin accounts import. They follow by themselves.")
          .query("held back", "sum(tocsin_notifications_pending{})")
          .base(Colour.GOOD)
          .from(1, Colour.WARN)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat(HELD_SINCE, "For how long has anybody waited?", Unit.SECONDS, 4)
          .says(
              "Since when, without a break, something has been held back; the oldest of all"
                  + " incidents. A restart does not set it back.")
          .query(
              "held back for",
              "time() - min(tocsin_notifications_pending_since_timestamp_seconds{})")
          .base(Colour.WATCH)
          .from(QUARTER_OF_AN_HOUR, Colour.WARN)
          .from(FOUR_HOURS, Colour.BAD)
          .wordForNan("nobody waits", Colour.GOOD)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Scans done", "How far are the scans of the history?", Unit.SHARE, 3)
          .says("The instance that is least far. 100 % when no scan runs.")
          .query("done", "min(tocsin_scan_progress_ratio{})")
          .base(Colour.WATCH)
          .from(1, Colour.GOOD)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Done in", "When will the scans have answered?", Unit.SECONDS, 3)
          .says("Estimate until the last running scan is complete.")
          .query("done in", "max(tocsin_scan_eta_seconds{})")
          .base(Colour.WATCH)
          .word("0", "no scan runs", Colour.GOOD)
          .wordForNan("not known yet", Colour.WATCH)
          .wordForNone("no answer", Colour.WARN)
    };
  }

  private static Panel[] incidents() {
    return new Panel[] {
      Panel.table(INCIDENTS, "Who is exposed, incident by incident?", 21)
          .says(
              "Records, people (an account and a number) and accounts that stand exposed; what is"
                  + " held back; how much of the history was examined. Each instance lists at most"
                  + " 20 ACTIVE incidents, those with something held back first; tocsin incident"
                  + " list names all.")
          .column(
              Column.ofLabel(
                      "Coverage",
                      "coverage",
                      "max by (incident, coverage) (tocsin_incident_coverage{} == 1)")
                  .worded(
                      ValueText.of("complete", "complete", Colour.GOOD),
                      ValueText.of("scanning", "scanning", Colour.WATCH),
                      ValueText.of("partial", "partial", Colour.BAD)))
          .column(
              Column.of("Held back", Unit.WHOLE, each("tocsin_incident_notifications_pending"))
                  .coloured(new Threshold(0, Colour.GOOD), new Threshold(1, Colour.WARN)))
          .column(Column.of("Records", Unit.WHOLE, each("tocsin_incident_exposed_records")))
          .column(Column.of("People", Unit.WHOLE, each("tocsin_incident_exposed_users")))
          .column(Column.of("Accounts", Unit.WHOLE, each("tocsin_incident_exposed_accounts")))
          .column(
              Column.of("Examined", Unit.SHARE, each("tocsin_incident_partitions_examined_ratio"))
                  .coloured(new Threshold(0, Colour.WATCH), new Threshold(1, Colour.GOOD)))
          .column(
              Column.of("Dead letters in range", Unit.WHOLE, each("tocsin_incident_dead_letters"))
                  .coloured(new Threshold(0, Colour.GOOD), new Threshold(1, Colour.WARN)))
          .column(
              Column.of(
                      "Became aware",
                      Unit.MOMENT,
                      each("tocsin_incident_became_aware_timestamp_seconds") + " * 1000")
                  .worded(
                      ValueText.forNan("not given", Colour.PLAIN),
                      ValueText.forNone("not given", Colour.PLAIN)))
          .column(
              Column.of(
                      "Time since",
                      Unit.SECONDS,
                      "time() - " + each("tocsin_incident_became_aware_timestamp_seconds"))
                  .worded(
                      ValueText.forNan("not given", Colour.PLAIN),
                      ValueText.forNone("not given", Colour.PLAIN)))
          .sortedBy("Held back"),
      Panel.stat(UNLISTED, "Are there more incidents than the table shows?", Unit.WHOLE, 3)
          .says("ACTIVE incidents without a line of their own here: tocsin incident list.")
          .query("unlisted", "sum(tocsin_incidents_unlisted{})")
          .base(Colour.GOOD)
          .from(1, Colour.WATCH)
          .wordForNone("no answer", Colour.WARN)
    };
  }

  private static Panel[] told() {
    return new Panel[] {
      Panel.bars(SENT, "What was sent, and to whom?", Unit.WHOLE, 8)
          .says(
              "Revisions of notifications over the range of time above, by audience and action."
                  + " withdrawn and closed take back what was said.")
          .query(
              "{{audience}} {{action}}",
              "round(sum by (audience, action)"
                  + " (increase(tocsin_notifications_total{}[$__range])))")
          .base(Colour.NEUTRAL),
      Panel.lines("Held back over time", "Does what is held back go down?", Unit.WHOLE, 8)
          .says("By what it waits for. account_unknown: the account table lacks the account.")
          .query("{{cause}}", "sum by (cause) (tocsin_notifications_pending{})"),
      Panel.lines("Longest wait", "How long had the oldest of them waited?", Unit.SECONDS, 8)
          .says("No line where nobody waited.")
          .query("waiting", "time() - min(tocsin_notifications_pending_since_timestamp_seconds{})")
    };
  }

  private static Panel[] examined() {
    return new Panel[] {
      Panel.lines("Examined, by incident", "How far has each incident got?", Unit.SHARE, 8)
          .says("Share of the message-log partitions that were examined at the newest revision.")
          .query("{{incident}}", each("tocsin_incident_partitions_examined_ratio")),
      Panel.lines("Left to scan", "Do the scans go on?", Unit.COUNT, 8)
          .says("Estimate of the records that the running scans still have to examine.")
          .query("left to examine", "sum(tocsin_scan_remaining_records{})"),
      Panel.stat("Not read yet", "Does the answer lack what was pushed last?", Unit.COUNT, 4)
          .says("Message logs, windows and accounts on Kafka that Tocsin has not committed yet.")
          .query("not read yet", "sum(max by (topic, provider) (tocsin_group_lag_records{} >= 0))")
          .base(Colour.GOOD)
          .from(10_000, Colour.WATCH)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("History reaches back to", "For which days can it answer?", Unit.MOMENT, 4)
          .says(
              "Oldest message that is kept. A window that begins before it is answered in part; its"
                  + " coverage says so.")
          .query("oldest message", "min(tocsin_history_oldest_event_timestamp_seconds{}) * 1000")
          .base(Colour.NEUTRAL)
          .wordForNan("no history", Colour.WATCH)
          .wordForNone("no answer", Colour.WARN),
    };
  }

  private static Panel[] history() {
    return new Panel[] {
      Panel.lines("Exposed records", "How did the extent change?", Unit.COUNT, 8)
          .says("By incident. A corrected window makes a line fall.")
          .query("{{incident}}", each("tocsin_incident_exposed_records")),
      Panel.lines("Exposed people", "How many people are concerned?", Unit.COUNT, 8)
          .says("An account and a number, by incident.")
          .query("{{incident}}", each("tocsin_incident_exposed_users")),
      Panel.lines("Matches", "Found as it arrived, or by looking back?", Unit.RECORDS_PER_SECOND, 8)
          .says("Records that an ACTIVE window covers, by how they were found.")
          .query(
              "{{mode}}", "sum by (mode) (rate(tocsin_matched_records_total{}[$__rate_interval]))")
    };
  }

  /** An incident is told by the instance that has its task; by two for a moment when it moves. */
  private static String each(String metric) {
    return "max by (incident) (" + metric + "{})";
  }
}
