package dev.tocsin.topology.impact;

import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationContent;

/** What the impact stage says. */
public sealed interface ImpactOutput {

  /** A record became exposed or is no longer. */
  record Exposure(
      String exposureId, boolean flagged, String incidentId, LedgerRow row, long revision)
      implements ImpactOutput {}

  /** A notification's next revision. */
  record Notification(
      String notificationId, long revision, NotificationAction action, NotificationContent content)
      implements ImpactOutput {}

  /** This partition's share of an incident. */
  record Part(IncidentPart part) implements ImpactOutput {}
}
