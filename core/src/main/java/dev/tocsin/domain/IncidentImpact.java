package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** The impact of one incident on the accounts of one impact partition. Mutable, like its parts. */
public final class IncidentImpact {

  /** The value of {@link #pendingSince} while no notification is pending. */
  public static final long NOT_PENDING = -1;

  private final Tally tally;
  private long users;
  private long accounts;
  private long pending;
  private long pendingSince;
  private long revision;
  private @Nullable Incident details;
  private @Nullable Incident notifiedDetails;

  public IncidentImpact(
      Tally tally,
      long users,
      long accounts,
      long pending,
      long pendingSince,
      long revision,
      @Nullable Incident details,
      @Nullable Incident notifiedDetails) {
    this.tally = tally;
    this.users = users;
    this.accounts = accounts;
    this.pending = pending;
    this.pendingSince = pendingSince;
    this.revision = revision;
    this.details = details;
    this.notifiedDetails = notifiedDetails;
  }

  public static IncidentImpact none() {
    return new IncidentImpact(new Tally(), 0, 0, 0, NOT_PENDING, WindowBook.NONE, null, null);
  }

  public Tally tally() {
    return tally;
  }

  /** (account, person) pairs with at least one flagged record. */
  public long users() {
    return users;
  }

  public void addUsers(int more) {
    users += more;
  }

  /** Accounts with at least one flagged record. */
  public long accounts() {
    return accounts;
  }

  public void addAccounts(int more) {
    accounts += more;
  }

  /** Number of notifications that are pending because their account is unknown. */
  public long pending() {
    return pending;
  }

  /**
   * Since when notifications have been pending without interruption, milliseconds of the wall
   * clock; {@link #NOT_PENDING} while none is pending. For monitoring only: no output depends on
   * it.
   */
  public long pendingSince() {
    return pendingSince;
  }

  public void addPending(long more, long now) {
    pending += more;
    if (pending == 0) {
      pendingSince = NOT_PENDING;
    } else if (pendingSince == NOT_PENDING) {
      pendingSince = now;
    }
  }

  /** Newest revision of a window of the incident. */
  public long revision() {
    return revision;
  }

  /** The latest details, from a draft if no window is active. */
  public @Nullable Incident details() {
    return details;
  }

  /** The latest details from an ACTIVE window; a withdrawal repeats them. */
  public @Nullable Incident notifiedDetails() {
    return notifiedDetails;
  }

  /** Applies a change of a window of the incident; null keeps the earlier details. */
  public void touched(long atRevision, @Nullable Incident now, @Nullable Incident active) {
    revision = Math.max(revision, atRevision);
    details = now == null ? details : now;
    notifiedDetails = active == null ? notifiedDetails : active;
  }
}
