package dev.tocsin.deploy.dashboards;

/** The board for incident responders. */
final class ResponderBoard {

  static final String UID = "tocsin-responder";

  static final String INCIDENTS = "Incidents";
  static final String ACTIVE = "Active incidents";
  static final String COVERAGE = "Active incidents by coverage";
  static final String PENDING = "Pending notifications";
  static final String PENDING_SINCE = "Pending for";
  static final String SENT = "Notifications sent";
  static final String UNLISTED = "Unlisted incidents";

  private static final double QUARTER_OF_AN_HOUR = 900;
  private static final double FOUR_HOURS = 14_400;

  private ResponderBoard() {}

  static Board describe() {
    return new Board(
            UID,
            "Tocsin: incident response",
            "Who is exposed, is the scan complete, and which notifications are pending?",
            "job=\"$job\"")
        .row("Overview", 4, overview())
        .row("Each incident", 9, incidents())
        .row("Notifications", 7, notifications())
        .row("Coverage", 7, coverage())
        .row("Trend", 7, trend());
  }

  private static Panel[] overview() {
    return new Panel[] {
      Panel.stat(ACTIVE, "How many incidents are in effect?", Unit.WHOLE, 4)
          .describe("Incidents with at least one ACTIVE window.")
          .query("active", "sum(tocsin_incidents{status=\"active\"})")
          .base(Colour.NEUTRAL)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat(COVERAGE, "Is any answer not final?", Unit.WHOLE, 6)
          .describe(
              "complete: all is scanned. scanning: scans are running. partial: some records could not"
                  + " be scanned; tocsin incident show INCIDENT lists the reasons.")
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
      Panel.stat(PENDING, "Are exposed people not notified?", Unit.WHOLE, 4)
          .describe(
              "Notifications that wait for data. Import the missing accounts: tocsin accounts"
                  + " import. Tocsin then sends the notifications.")
          .query("pending", "sum(tocsin_notifications_pending{})")
          .base(Colour.GOOD)
          .from(1, Colour.WARN)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat(PENDING_SINCE, "For how long?", Unit.SECONDS, 4)
          .describe(
              "Time with pending notifications, of the oldest incident. It survives restarts.")
          .query(
              "pending for", "time() - min(tocsin_notifications_pending_since_timestamp_seconds{})")
          .base(Colour.WATCH)
          .from(QUARTER_OF_AN_HOUR, Colour.WARN)
          .from(FOUR_HOURS, Colour.BAD)
          .wordForNan("none", Colour.GOOD)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Scan progress", "How far are the scans of the history?", Unit.SHARE, 3)
          .describe("The slowest instance. 100 % when no scan runs.")
          .query("scanned", "min(tocsin_scan_progress_ratio{})")
          .base(Colour.WATCH)
          .from(1, Colour.GOOD)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Scan ETA", "When will the scans end?", Unit.SECONDS, 3)
          .describe("Estimated time until the last running scan ends.")
          .query("ETA", "max(tocsin_scan_eta_seconds{})")
          .base(Colour.WATCH)
          .word("0", "no scan runs", Colour.GOOD)
          .wordForNan("unknown", Colour.WATCH)
          .wordForNone("no answer", Colour.WARN)
    };
  }

  private static Panel[] incidents() {
    return new Panel[] {
      Panel.table(INCIDENTS, "Who is exposed, by incident?", 21)
          .describe(
              "Exposed records, people (an account and a number) and accounts; pending"
                  + " notifications; scanned share. Each instance lists up to 20 ACTIVE incidents,"
                  + " those with pending notifications first.")
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
              Column.of("Pending", Unit.WHOLE, each("tocsin_incident_notifications_pending"))
                  .coloured(new Threshold(0, Colour.GOOD), new Threshold(1, Colour.WARN)))
          .column(Column.of("Records", Unit.WHOLE, each("tocsin_incident_exposed_records")))
          .column(Column.of("People", Unit.WHOLE, each("tocsin_incident_exposed_users")))
          .column(Column.of("Accounts", Unit.WHOLE, each("tocsin_incident_exposed_accounts")))
          .column(
              Column.of("Scanned", Unit.SHARE, each("tocsin_incident_partitions_scanned_ratio"))
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
          .sortedBy("Pending"),
      Panel.stat(UNLISTED, "Are there incidents outside the table?", Unit.WHOLE, 3)
          .describe("ACTIVE incidents that the table does not list: tocsin incident list.")
          .query("unlisted", "sum(tocsin_incidents_unlisted{})")
          .base(Colour.GOOD)
          .from(1, Colour.WATCH)
          .wordForNone("no answer", Colour.WARN)
    };
  }

  private static Panel[] notifications() {
    return new Panel[] {
      Panel.bars(SENT, "What was sent to whom?", Unit.WHOLE, 8)
          .describe(
              "Revisions in the time range, by audience and action. withdrawn and closed recall"
                  + " earlier notifications.")
          .query(
              "{{audience}} {{action}}",
              "round(sum by (audience, action)"
                  + " (increase(tocsin_notifications_total{}[$__range])))")
          .base(Colour.NEUTRAL),
      Panel.lines("Pending over time", "Does the number fall?", Unit.WHOLE, 8)
          .describe("By cause. account_unknown: the account table lacks the account.")
          .query("{{cause}}", "sum by (cause) (tocsin_notifications_pending{})"),
      Panel.lines("Oldest pending", "How old is the oldest one?", Unit.SECONDS, 8)
          .describe("No line while none is pending.")
          .query(
              "pending for", "time() - min(tocsin_notifications_pending_since_timestamp_seconds{})")
    };
  }

  private static Panel[] coverage() {
    return new Panel[] {
      Panel.lines("Scanned, by incident", "How far is each incident?", Unit.SHARE, 8)
          .describe("Share of the message-log partitions scanned for the newest revision.")
          .query("{{incident}}", each("tocsin_incident_partitions_scanned_ratio")),
      Panel.lines("Left to scan", "Do the scans make progress?", Unit.COUNT, 8)
          .describe("Estimated records that running scans have not read yet.")
          .query("left to scan", "sum(tocsin_scan_remaining_records{})"),
      Panel.stat("Unread records", "Are the newest records missing?", Unit.COUNT, 4)
          .describe("Message logs, windows and accounts that Tocsin has not committed yet.")
          .query("unread", "sum(max by (topic, provider) (tocsin_group_lag_records{} >= 0))")
          .base(Colour.GOOD)
          .from(10_000, Colour.WATCH)
          .wordForNone("no answer", Colour.WARN),
      Panel.stat("Oldest retained message", "Which period can Tocsin scan?", Unit.MOMENT, 4)
          .describe("A window that begins earlier has coverage partial.")
          .query("oldest message", "min(tocsin_history_oldest_event_timestamp_seconds{}) * 1000")
          .base(Colour.NEUTRAL)
          .wordForNan("no history", Colour.WATCH)
          .wordForNone("no answer", Colour.WARN),
    };
  }

  private static Panel[] trend() {
    return new Panel[] {
      Panel.lines("Exposed records", "How many records are exposed?", Unit.COUNT, 8)
          .describe("By incident. A revised window can lower it.")
          .query("{{incident}}", each("tocsin_incident_exposed_records")),
      Panel.lines("Exposed people", "How many people are exposed?", Unit.COUNT, 8)
          .describe("By incident; a person is an account and a number.")
          .query("{{incident}}", each("tocsin_incident_exposed_users")),
      Panel.lines("Matches", "Found live, or by a scan?", Unit.RECORDS_PER_SECOND, 8)
          .describe("Records in range of an ACTIVE window, by mode.")
          .query(
              "{{mode}}", "sum by (mode) (rate(tocsin_matched_records_total{}[$__rate_interval]))")
    };
  }

  /** The instance that owns its task reports an incident; two may while the task moves. */
  private static String each(String metric) {
    return "max by (incident) (" + metric + "{})";
  }
}
