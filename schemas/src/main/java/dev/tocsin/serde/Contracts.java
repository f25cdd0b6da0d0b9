package dev.tocsin.serde;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.registry.CompatibilityLevel;
import java.util.List;

/** The contracts between Tocsin and those who write to it or read from it. */
public final class Contracts {

  /** What a provider pushes: one record a message or call. */
  public static final Contract MESSAGE_LOG =
      new Contract(
          MessageLog.class, "telephony.message-log.<provider>", "anything", "that provider");

  /** Who the customers are. */
  public static final Contract ACCOUNT =
      new Contract(Account.class, "telephony.account", "account_id", "the owner of the accounts");

  /** What was exposed, and when. */
  public static final Contract COMPROMISE_WINDOW =
      new Contract(CompromiseWindow.class, "exposure.window", "window_id", "incident responders");

  /** Which log records an incident exposed. */
  public static final Contract EXPOSED_RECORD =
      new Contract(ExposedRecord.class, "exposure.record", "account_id", "Tocsin");

  /** What a notifier has to say. */
  public static final Contract EXPOSURE_NOTIFICATION =
      new Contract(
          ExposureNotification.class, "exposure.notification", "notification_id", "Tocsin");

  /** How large an incident is, and whether everything has been looked at. */
  public static final Contract INCIDENT_SUMMARY =
      new Contract(IncidentSummary.class, "exposure.incident", "incident.incident_id", "Tocsin");

  /** What the registry has to hold every subject to: a topic keeps records of all versions. */
  public static final CompatibilityLevel COMPATIBILITY = CompatibilityLevel.FULL_TRANSITIVE;

  private static final List<Contract> ALL =
      List.of(
          MESSAGE_LOG,
          ACCOUNT,
          COMPROMISE_WINDOW,
          EXPOSED_RECORD,
          EXPOSURE_NOTIFICATION,
          INCIDENT_SUMMARY);

  private Contracts() {}

  /** All contracts, inputs first. */
  public static List<Contract> all() {
    return ALL;
  }
}
