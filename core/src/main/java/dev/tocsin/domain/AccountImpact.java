package dev.tocsin.domain;

/** What one incident did to one account. Mutable: it is kept up once a flagged record. */
public final class AccountImpact {

  private final Tally tally;
  private final SeenSpan seen;
  private long users;
  private boolean known;
  private NotificationState told;

  /**
   * @param seen when the exposed records were sent
   * @param users people with at least one flagged record
   * @param known whether the account table has the account
   */
  public AccountImpact(
      Tally tally, SeenSpan seen, long users, boolean known, NotificationState told) {
    this.tally = tally;
    this.seen = seen;
    this.users = users;
    this.known = known;
    this.told = told;
  }

  public static AccountImpact none(boolean known) {
    return new AccountImpact(new Tally(), SeenSpan.none(), 0, known, NotificationState.NONE);
  }

  /**
   * Notifications that are held back because the account is not known: its own, and its people's.
   */
  public long waiting() {
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

  public NotificationState told() {
    return told;
  }

  public void told(NotificationState state) {
    told = state;
  }
}
