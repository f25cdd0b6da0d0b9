package dev.tocsin.demo.check;

import dev.tocsin.event.ExposureNotification;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a notifier knows of one notification after its latest revision.
 *
 * @param content fingerprint of all that it says, without revision and time of issue
 * @param impact the totals of an ACCOUNT notification; null for USER
 */
record NotificationSnapshot(
    long revision,
    boolean stands,
    String audience,
    AccountKey account,
    long person,
    @Nullable String phone,
    @Nullable String name,
    @Nullable String contact,
    @Nullable ExpectedImpact impact,
    long content) {

  static final String ACCOUNT = "ACCOUNT";
  static final String USER = "USER";

  static NotificationSnapshot of(ExposureNotification said, Fingerprint fingerprint) {
    String incident = said.getIncident().getIncidentId();
    String action = said.getAction();
    String phone = said.getPhone();
    ExposureNotification content =
        ExposureNotification.newBuilder(said)
            .setRevision(0)
            .setIssuedAt(Instant.EPOCH)
            .setAction("")
            .build();
    return new NotificationSnapshot(
        said.getRevision(),
        action.equals("CREATED") || action.equals("UPDATED"),
        said.getAudience(),
        new AccountKey(incident, said.getAccountId()),
        phone == null ? 0 : fingerprint.person(incident, said.getAccountId(), phone),
        phone,
        said.getAccountName(),
        said.getContact(),
        said.getAudience().equals(ACCOUNT) ? impact(said) : null,
        fingerprint.of(content.toString()));
  }

  private static ExpectedImpact impact(ExposureNotification said) {
    Map<String, Long> byChannel = new TreeMap<>();
    Map<String, Long> counts = said.getCountsByChannel();
    if (counts != null) {
      counts.forEach((channel, count) -> byChannel.put(channel, count));
    }
    return new ExpectedImpact(
        Objects.requireNonNullElse(said.getRecordCount(), -1L),
        Objects.requireNonNullElse(said.getAffectedUserCount(), -1L),
        byChannel,
        said.getFirstSeen() == null ? -1 : said.getFirstSeen().toEpochMilli(),
        said.getLastSeen() == null ? -1 : said.getLastSeen().toEpochMilli());
  }
}
