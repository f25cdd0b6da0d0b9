package dev.tocsin.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which message logs an incident exposed.
 *
 * @param accounts null means every account of the provider
 * @param channels upper case; null means all
 * @param from first covered instant, milliseconds since the epoch
 * @param to first instant no longer covered; {@link #OPEN} while the compromise goes on
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
   * Windows of an incident that a notification or a summary lists, the first ones by id: an event
   * has to fit into a record, however many windows there are.
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

  /** Whether it is about this account. */
  public boolean names(String accountId) {
    return accounts == null || accounts.contains(accountId);
  }

  /** Whether it covers nothing at all. */
  public boolean isEmpty() {
    return from >= to;
  }

  /** Whether every record that the other covers is covered by this one too. */
  public boolean includes(CompromiseWindow other) {
    return other.isEmpty()
        || (provider.equals(other.provider)
            && from <= other.from
            && to >= other.to
            && includes(accounts, other.accounts)
            && includes(channels, other.channels));
  }

  /** Whether it covers the same records for the same incident, whatever its wording and status. */
  public boolean sameReach(CompromiseWindow other) {
    return incident.id().equals(other.incident.id()) && includes(other) && other.includes(this);
  }

  /** The window without its list of accounts, for those who only need to name it. */
  public CompromiseWindow withoutAccounts() {
    return new CompromiseWindow(id, incident, provider, null, channels, from, to, status);
  }

  /**
   * Whether a record that this window covers may stand otherwise to its incident once the window
   * becomes another one.
   *
   * @param after null when the window is withdrawn
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
