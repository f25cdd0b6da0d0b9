package dev.tocsin.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defines which message logs an incident exposed.
 *
 * @param accounts null means every account of the provider
 * @param channels upper case; null means all
 * @param from first covered instant, milliseconds since the epoch
 * @param to first instant no longer covered; {@link #OPEN} while the compromise is open
 */
public record CompromiseWindow(
    String id,
    Incident incident,
    String provider,
    @Nullable Set<String> accounts,
    @Nullable Set<String> channels,
    long from,
    long to,
    WindowStatus status) {

  /**
   * Maximum number of windows that a notification or a summary lists, the first ones by id, so that
   * an event fits into a record.
   */
  public static final int MAX_LISTED = 100;

  /** The end of a window that is still open. */
  public static final long OPEN = Long.MAX_VALUE;

  public CompromiseWindow {
    accounts = accounts == null ? null : Set.copyOf(accounts);
    channels = channels == null ? null : Set.copyOf(channels);
  }

  public boolean covers(LogRecord record) {
    return record.sentAt() >= from
        && record.sentAt() < to
        && provider.equals(record.provider())
        && (channels == null || channels.contains(record.channel()))
        && names(record.accountId());
  }

  /** Whether it covers this account. */
  public boolean names(String accountId) {
    return accounts == null || accounts.contains(accountId);
  }

  /** Whether it covers no time. */
  public boolean isEmpty() {
    return from >= to;
  }

  /** Whether it covers every record that the other window covers. */
  public boolean includes(CompromiseWindow other) {
    return other.isEmpty()
        || (provider.equals(other.provider)
            && from <= other.from
            && to >= other.to
            && includes(accounts, other.accounts)
            && includes(channels, other.channels));
  }

  /**
   * Whether both cover the same records for the same incident, regardless of details and status.
   */
  public boolean sameReach(CompromiseWindow other) {
    return incident.id().equals(other.incident.id()) && includes(other) && other.includes(this);
  }

  /** The window without its list of accounts, for events that only identify it. */
  public CompromiseWindow withoutAccounts() {
    return new CompromiseWindow(id, incident, provider, null, channels, from, to, status);
  }

  /**
   * Whether a change of this window may change the standing of a record that it covers.
   *
   * @param after the changed window; null when it is withdrawn
   */
  public boolean mayLose(@Nullable CompromiseWindow after) {
    return after == null
        || !incident.id().equals(after.incident().id())
        || status != after.status()
        || !after.includes(this);
  }

  private static boolean includes(@Nullable Set<String> all, @Nullable Set<String> some) {
    return all == null || (some != null && all.containsAll(some));
  }
}
