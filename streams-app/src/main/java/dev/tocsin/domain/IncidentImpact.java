package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** What one incident did to the accounts of one impact partition. Mutable, like its parts. */
public final class IncidentImpact {

  private final Tally tally;
  private long users;
  private long accounts;
  private long waiting;
  private long revision;
  private @Nullable Incident wording;
  private @Nullable Incident toldWording;

  public IncidentImpact(
      Tally tally,
      long users,
      long accounts,
      long waiting,
      long revision,
      @Nullable Incident wording,
      @Nullable Incident toldWording) {
    this.tally = tally;
    this.users = users;
    this.accounts = accounts;
    this.waiting = waiting;
    this.revision = revision;
    this.wording = wording;
    this.toldWording = toldWording;
  }

  public static IncidentImpact none() {
    return new IncidentImpact(new Tally(), 0, 0, 0, WindowBook.NONE, null, null);
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

  /** Notifications held back because their account is not known. */
  public long waiting() {
    return waiting;
  }

  public void addWaiting(long more) {
    waiting += more;
  }

  /** Newest revision of the windows that touched the incident. */
  public long revision() {
    return revision;
  }

  /** As last worded, by a draft if need be. */
  public @Nullable Incident wording() {
    return wording;
  }

  /** As last worded by an ACTIVE window: what a withdrawal repeats. */
  public @Nullable Incident toldWording() {
    return toldWording;
  }

  /** Takes in that a window of the incident changed; a missing wording keeps the one before. */
  public void touched(long atRevision, @Nullable Incident now, @Nullable Incident active) {
    revision = Math.max(revision, atRevision);
    wording = now == null ? wording : now;
    toldWording = active == null ? toldWording : active;
  }
}
