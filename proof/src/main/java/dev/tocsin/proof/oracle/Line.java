package dev.tocsin.proof.oracle;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the end, as lines of text: what the oracle answers and what the detector said can
 * be compared and read. Free are the numbering of revisions and the moments of sending, so no line
 * has them.
 */
public final class Line {

  private Line() {}

  /** How an incident is worded. */
  public record Wording(String incidentId, String title, @Nullable String guidance) {
    @Override
    public String toString() {
      return incidentId + " '" + title + "' guidance " + Objects.requireNonNullElse(guidance, "-");
    }
  }

  /** An account as it is addressed. */
  public record Addressee(String accountId, String name, @Nullable String contact) {
    @Override
    public String toString() {
      return accountId + " '" + name + "' contact " + Objects.requireNonNullElse(contact, "-");
    }
  }

  /** A window as an account is told of it. */
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

  /** A person who is told. */
  public static String user(Wording wording, Addressee account, String person) {
    return "user " + wording + " of " + account + " number " + person;
  }

  /**
   * An account that is told.
   *
   * @param windows see {@link #scope}
   */
  public static String account(
      Wording wording,
      Addressee account,
      long records,
      long users,
      SortedMap<String, Long> byChannel,
      long firstSeen,
      long lastSeen,
      Collection<String> windows,
      String coverage) {
    return "account "
        + wording
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
   * @param wording null once it is withdrawn: as last known, which is free
   * @param windows ids of those that stand
   */
  public static String incident(
      String incidentId,
      @Nullable Wording wording,
      String status,
      long records,
      long users,
      long accounts,
      SortedMap<String, Long> byChannel,
      long drafts,
      long pending,
      Collection<String> windows,
      String coverage) {
    return "incident "
        + (wording == null ? incidentId : wording)
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

  /** COMPLETE, or PARTIAL with the reasons. */
  public static String coverage(String state, Collection<String> reasons) {
    return reasons.isEmpty() ? state : state + reasons;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
