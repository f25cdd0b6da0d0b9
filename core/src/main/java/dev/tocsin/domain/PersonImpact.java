package dev.tocsin.domain;

/**
 * The impact of one incident on one person of one account.
 *
 * @param records flagged records sent to the person
 * @param notification state of the person's notification
 */
public record PersonImpact(long records, NotificationState notification) {

  public static final PersonImpact NONE = new PersonImpact(0, NotificationState.NONE);

  public PersonImpact plus(int more) {
    return new PersonImpact(records + more, notification);
  }

  public PersonImpact notification(NotificationState state) {
    return new PersonImpact(records, state);
  }
}
