package dev.tocsin.serde;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.registry.CompatibilityLevel;
import java.util.List;

/** The contracts of Tocsin's input and output topics. */
public final class Contracts {

  /** The log records of a provider: one for each message or call. */
  public static final Contract MESSAGE_LOG =
      new Contract(
          MessageLog.class, "telephony.message-log.<provider>", "anything", "that provider");

  /** The customers of the providers. */
  public static final Contract ACCOUNT =
      new Contract(Account.class, "telephony.account", "account_id", "the owner of the accounts");

  /** The compromise windows. */
  public static final Contract COMPROMISE_WINDOW =
      new Contract(CompromiseWindow.class, "exposure.window", "window_id", "incident responders");

  /** The log records that an incident exposed. */
  public static final Contract EXPOSED_RECORD =
      new Contract(ExposedRecord.class, "exposure.record", "account_id", "Tocsin");

  /** The notifications for the notifier. */
  public static final Contract EXPOSURE_NOTIFICATION =
      new Contract(
          ExposureNotification.class, "exposure.notification", "notification_id", "Tocsin");

  /** The size and the coverage of an incident. */
  public static final Contract INCIDENT_SUMMARY =
      new Contract(IncidentSummary.class, "exposure.incident", "incident.incident_id", "Tocsin");

  /** The compatibility level of every subject, because a topic has records of all versions. */
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
