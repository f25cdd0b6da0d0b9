package dev.tocsin.demo.check;

import dev.tocsin.event.ExposureNotification;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the check needs of the latest revision of a notification.
 *
 * @param impact the totals of an ACCOUNT notification; null for USER
 */
record NotificationSnapshot(
    String audience,
    AccountKey account,
    long person,
    @Nullable String phone,
    @Nullable String name,
    @Nullable String contact,
    @Nullable ExpectedImpact impact) {

  static final String ACCOUNT = "ACCOUNT";
  static final String USER = "USER";

  static NotificationSnapshot of(ExposureNotification event, Fingerprint fingerprint) {
    String incident = event.getIncident().getIncidentId();
    String phone = event.getPhone();
    return new NotificationSnapshot(
        event.getAudience(),
        new AccountKey(incident, event.getAccountId()),
        phone == null ? 0 : fingerprint.person(incident, event.getAccountId(), phone),
        phone,
        event.getAccountName(),
        event.getContact(),
        event.getAudience().equals(ACCOUNT) ? impact(event) : null);
  }

  private static ExpectedImpact impact(ExposureNotification event) {
    return new ExpectedImpact(
        Objects.requireNonNullElse(event.getRecordCount(), -1L),
        Objects.requireNonNullElse(event.getAffectedUserCount(), -1L),
        new TreeMap<>(Objects.requireNonNullElse(event.getCountsByChannel(), Map.of())),
        event.getFirstSeen() == null ? -1 : event.getFirstSeen().toEpochMilli(),
        event.getLastSeen() == null ? -1 : event.getLastSeen().toEpochMilli());
  }
}
