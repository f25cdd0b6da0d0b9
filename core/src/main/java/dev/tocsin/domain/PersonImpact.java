package dev.tocsin.domain;

/**
 * What one incident did to one person through one account.
 *
 * @param records flagged records sent to the person
 * @param told what the notifier knows
 */
public record PersonImpact(long records, NotificationState told) {

  public static final PersonImpact NONE = new PersonImpact(0, NotificationState.NONE);

  public PersonImpact plus(int more) {
    return new PersonImpact(records + more, told);
  }

  public PersonImpact told(NotificationState state) {
    return new PersonImpact(records, state);
  }
}
