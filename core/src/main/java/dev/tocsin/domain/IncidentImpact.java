package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** The impact of one incident on the accounts of one impact partition. Mutable, like its parts. */
public final class IncidentImpact {

  /** The value of {@link #waitingSince} while no notification is pending. */
  public static final long NOT_WAITING = -1;

  private final Tally tally;
  private long users;
  private long accounts;
  private long waiting;
  private long waitingSince;
  private long revision;
  private @Nullable Incident wording;
  private @Nullable Incident toldWording;

  public IncidentImpact(
      Tally tally,
      long users,
      long accounts,
      long waiting,
      long waitingSince,
      long revision,
      @Nullable Incident wording,
      @Nullable Incident toldWording) {
    this.tally = tally;
    this.users = users;
    this.accounts = accounts;
    this.waiting = waiting;
    this.waitingSince = waitingSince;
    this.revision = revision;
    this.wording = wording;
    this.toldWording = toldWording;
  }

  public static IncidentImpact none() {
    return new IncidentImpact(new Tally(), 0, 0, 0, NOT_WAITING, WindowBook.NONE, null, null);
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
  public long waiting() {
    return waiting;
  }

  /**
   * Since when notifications have been pending without interruption, milliseconds of the wall
   * clock; {@link #NOT_WAITING} while none is pending. For monitoring only: no output depends on
   * it.
   */
  public long waitingSince() {
    return waitingSince;
  }

  public void addWaiting(long more, long now) {
    waiting += more;
    if (waiting == 0) {
      waitingSince = NOT_WAITING;
    } else if (waitingSince == NOT_WAITING) {
      waitingSince = now;
    }
  }

  /** Newest revision of a window of the incident. */
  public long revision() {
    return revision;
  }

  /** The latest details, from a draft if no window is active. */
  public @Nullable Incident wording() {
    return wording;
  }

  /** The latest details from an ACTIVE window; a withdrawal repeats them. */
  public @Nullable Incident toldWording() {
    return toldWording;
  }

  /** Applies a change of a window of the incident; null keeps the earlier details. */
  public void touched(long atRevision, @Nullable Incident now, @Nullable Incident active) {
    revision = Math.max(revision, atRevision);
    wording = now == null ? wording : now;
    toldWording = active == null ? toldWording : active;
  }
}
