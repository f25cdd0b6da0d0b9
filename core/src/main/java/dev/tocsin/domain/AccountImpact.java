package dev.tocsin.domain;

/** The impact of one incident on one account. Mutable: each flagged record updates it. */
public final class AccountImpact {

  private final Tally tally;
  private final SeenSpan seen;
  private long users;
  private boolean known;
  private NotificationState notification;

  /**
   * @param seen when the first and last exposed records were sent
   * @param users people with at least one flagged record
   * @param known whether the account table has the account
   */
  public AccountImpact(
      Tally tally, SeenSpan seen, long users, boolean known, NotificationState notification) {
    this.tally = tally;
    this.seen = seen;
    this.users = users;
    this.known = known;
    this.notification = notification;
  }

  public static AccountImpact none(boolean known) {
    return new AccountImpact(new Tally(), SeenSpan.none(), 0, known, NotificationState.NONE);
  }

  /**
   * Number of notifications that are pending because the account is unknown: its own and those of
   * its users.
   */
  public long pending() {
    return known || tally.exposed() == 0 ? 0 : 1 + users;
  }

  public Tally tally() {
    return tally;
  }

  public SeenSpan seen() {
    return seen;
  }

  public long users() {
    return users;
  }

  public void addUsers(int more) {
    users += more;
  }

  public boolean known() {
    return known;
  }

  public void known(boolean now) {
    known = now;
  }

  public NotificationState notification() {
    return notification;
  }

  public void notification(NotificationState state) {
    notification = state;
  }
}
