package dev.tocsin.proof.oracle;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in effect at the end, as lines of text, so that the answer of the oracle and the outputs
 * of the detector can be compared and read. Revisions and times of sending are not compared, so no
 * line has them.
 */
public final class Line {

  private static final String INCIDENT = "incident ";

  private Line() {}

  /** What a notification says about the incident. */
  public record IncidentDetails(String incidentId, String title, @Nullable String guidance) {
    @Override
    public String toString() {
      return incidentId + " '" + title + "' guidance " + Objects.requireNonNullElse(guidance, "-");
    }
  }

  /** An account as a notification addresses it. */
  public record Addressee(String accountId, String name, @Nullable String contact) {
    @Override
    public String toString() {
      return accountId + " '" + name + "' contact " + Objects.requireNonNullElse(contact, "-");
    }
  }

  /** A window as the notification of an account lists it. */
  public static String scope(String windowId, long from, @Nullable Long to) {
    return windowId + "[" + instant(from) + ".." + (to == null ? "" : instant(to)) + ")";
  }

  /** A record that is flagged. */
  public static String flagged(
      String incidentId,
      String provider,
      String accountId,
      String logId,
      String person,
      String channel,
      long sentAt) {
    return String.join(
        " ", "flagged", incidentId, provider, accountId, logId, person, channel, instant(sentAt));
  }

  /** A person who is notified. */
  public static String user(IncidentDetails incident, Addressee account, String person) {
    return "user " + incident + " of " + account + " number " + person;
  }

  /**
   * An account that is notified.
   *
   * @param windows see {@link #scope}
   */
  public static String account(
      IncidentDetails incident,
      Addressee account,
      long records,
      long users,
      SortedMap<String, Long> byChannel,
      long firstSeen,
      long lastSeen,
      Collection<String> windows,
      String coverage) {
    return "account "
        + incident
        + " to "
        + account
        + " records "
        + records
        + " users "
        + users
        + " "
        + byChannel
        + " from "
        + instant(firstSeen)
        + " to "
        + instant(lastSeen)
        + " windows "
        + windows
        + " "
        + coverage;
  }

  /**
   * The summary of an incident.
   *
   * @param incident null once it is withdrawn: its last details are not compared
   * @param windows ids of those in effect
   */
  public static String incident(
      String incidentId,
      @Nullable IncidentDetails incident,
      String status,
      long records,
      long users,
      long accounts,
      SortedMap<String, Long> byChannel,
      long drafts,
      long pending,
      Collection<String> windows,
      String coverage) {
    return INCIDENT
        + (incident == null ? incidentId : incident)
        + " "
        + status
        + " records "
        + records
        + " users "
        + users
        + " accounts "
        + accounts
        + " "
        + byChannel
        + " drafts "
        + drafts
        + " pending "
        + pending
        + " windows "
        + windows
        + " "
        + coverage;
  }

  /**
   * The incident of a summary that says WITHDRAWN; empty for any other line. Like the absence of a
   * summary it says that nothing is in effect.
   */
  public static Optional<String> withdrawnIncident(String line) {
    int end = line.indexOf(" WITHDRAWN records ");
    return line.startsWith(INCIDENT) && end >= 0
        ? Optional.of(line.substring(INCIDENT.length(), end))
        : Optional.empty();
  }

  /** Whether a line is the summary of an incident. */
  public static boolean isSummaryOf(String line, String incidentId) {
    return line.startsWith(INCIDENT + incidentId + " ");
  }

  /** COMPLETE, or PARTIAL with the reasons. */
  public static String coverage(String state, Collection<String> reasons) {
    return reasons.isEmpty() ? state : state + reasons;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
