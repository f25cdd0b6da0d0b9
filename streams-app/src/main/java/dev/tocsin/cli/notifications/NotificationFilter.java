package dev.tocsin.cli.notifications;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.event.ExposureNotification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose notifications. */
final class NotificationFilter {

  @Option(names = "--incident", paramLabel = "ID", description = "Only of this incident.")
  private @Nullable String incident;

  @Option(names = "--account", paramLabel = "ID", description = "Only of this account.")
  private @Nullable String account;

  @Option(
      names = "--audience",
      paramLabel = "WHO",
      description = "Only for ${COMPLETION-CANDIDATES}.")
  private @Nullable Audience audience;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only with action ${COMPLETION-CANDIDATES}.")
  private @Nullable NotificationAction action;

  boolean matches(ExposureNotification notification) {
    return (incident == null || incident.equals(notification.getIncident().getIncidentId()))
        && (account == null || account.equals(notification.getAccountId()))
        && (audience == null || audience.name().equals(notification.getAudience()))
        && (action == null || action.name().equals(notification.getAction()));
  }
}
