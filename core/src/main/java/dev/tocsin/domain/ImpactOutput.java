package dev.tocsin.domain;

/** What the impact stage sends. */
public sealed interface ImpactOutput
    permits ImpactOutput.Exposure, ImpactOutput.Notification, IncidentPart {

  /** The key of the Kafka record. */
  String key();

  /**
   * A record became exposed, or no longer is.
   *
   * @param row the record and the revision that decided
   */
  record Exposure(String exposureId, boolean flagged, String incidentId, LedgerRow row)
      implements ImpactOutput {

    @Override
    public String key() {
      return row.record().accountId();
    }
  }

  /** The next revision of a notification. */
  record Notification(
      String notificationId, long revision, NotificationAction action, NotificationContent content)
      implements ImpactOutput {

    @Override
    public String key() {
      return notificationId;
    }
  }
}
