package dev.tocsin.demo.check;

import dev.tocsin.demo.check.Difference.Kind;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.phone.PhoneMask;
import dev.tocsin.serde.TrustedClasses;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads what the detector wrote, record by record in the order of its topics, and keeps what
 * stands. Also notes whatever a consumer of those topics would trip over on the way: something said
 * twice, recalled without having been said, or numbered wrongly. Not safe for use by several
 * threads.
 */
public final class Observed {

  private final Fingerprint fingerprint = new Fingerprint();
  private final Differences findings = new Differences();
  private final Set<Long> standingIds = new HashSet<>();
  private final Set<Long> exposures = new HashSet<>();
  private final Map<String, NotificationSnapshot> notifications = new HashMap<>();
  private final Map<String, IncidentSummary> summaries = new HashMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Map<String, Long>> spoken = new TreeMap<>();
  private long lines;

  public Observed() {
    // Comparing what was told takes copies, which Avro makes of trusted classes only.
    TrustedClasses.trustContracts();
  }

  /** Takes the next record of the exposure topic. */
  public void exposure(ExposedRecord record) {
    lines++;
    long id = fingerprint.of(record.getExposureId());
    long exposure = fingerprintOf(record);
    switch (record.getAction()) {
      case "FLAGGED" -> {
        boolean newId = standingIds.add(id);
        boolean newRecord = exposures.add(exposure);
        if (!newId || !newRecord) {
          findings.add(Kind.EXPOSURE_REPEATED, "flagged again while it stood: %s", label(record));
        }
      }
      case "WITHDRAWN" -> {
        boolean hadId = standingIds.remove(id);
        boolean hadRecord = exposures.remove(exposure);
        if (!hadId || !hadRecord) {
          findings.add(
              Kind.EXPOSURE_REPEATED, "withdrawn though it did not stand: %s", label(record));
        }
      }
      default ->
          findings.add(
              Kind.EXPOSURE_REPEATED, "unknown action %s: %s", record.getAction(), label(record));
    }
  }

  /** Takes the next record of the notification topic. */
  public void notification(String key, ExposureNotification said) {
    spoken
        .computeIfAbsent(said.getAudience(), audience -> new TreeMap<>())
        .merge(said.getAction(), 1L, Long::sum);
    if (!key.equals(said.getNotificationId())) {
      findings.add(Kind.NOTIFICATION_SEQUENCE, "key differs from notification id: %s", label(said));
    }
    NotificationSnapshot now = NotificationSnapshot.of(said, fingerprint);
    NotificationSnapshot before = notifications.put(said.getNotificationId(), now);
    long revision = before == null ? 0 : before.revision();
    boolean stood = before != null && before.stands();
    if (now.revision() != revision + 1) {
      findings.add(
          Kind.NOTIFICATION_SEQUENCE,
          "revision %d follows %d: %s",
          now.revision(),
          revision,
          label(said));
    }
    boolean fits =
        switch (said.getAction()) {
          case "CREATED" -> !stood;
          case "UPDATED", "WITHDRAWN", "CLOSED" -> stood;
          default -> false;
        };
    if (!fits) {
      findings.add(
          Kind.NOTIFICATION_SEQUENCE,
          "%s while %s stood: %s",
          said.getAction(),
          stood ? "it" : "nothing",
          label(said));
    }
    if (before != null && stood && now.stands() && before.content() == now.content()) {
      findings.add(Kind.NOTIFICATION_SEQUENCE, "told the same twice: %s", label(said));
    }
  }

  /** Takes the next record of the incident topic. */
  public void summary(String key, IncidentSummary summary) {
    summaries.put(key, summary);
  }

  /** Takes the next dead letter. */
  public void deadLetter(String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  /** Fingerprints of the exposures that stand. */
  Set<Long> exposures() {
    return exposures;
  }

  /** How many exposures stand. */
  public long flagged() {
    return exposures.size();
  }

  /** Records of the exposure topic so far. */
  public long exposureRecords() {
    return lines;
  }

  /** Notifications that stand, for an audience. */
  public long standing(String audience) {
    return notifications.values().stream()
        .filter(told -> told.stands() && told.audience().equals(audience))
        .count();
  }

  /** Revisions of notifications by audience and action. */
  public Map<String, Map<String, Long>> spoken() {
    return spoken;
  }

  /** Dead letters by reason. */
  public Map<String, Long> deadLetters() {
    return deadLetters;
  }

  /** Latest summary of each incident. */
  public Map<String, IncidentSummary> summaries() {
    return summaries;
  }

  Stream<NotificationSnapshot> told() {
    return notifications.values().stream().filter(NotificationSnapshot::stands);
  }

  Differences findings() {
    return findings;
  }

  private long fingerprintOf(ExposedRecord record) {
    String valid = record.getPhoneE164();
    return fingerprint.exposure(
        record.getIncidentId(),
        record.getProvider(),
        record.getAccountId(),
        record.getLogId(),
        valid == null ? record.getPhone() : valid,
        record.getChannel(),
        record.getSentAt().toEpochMilli());
  }

  private static String label(ExposedRecord record) {
    return String.format(
        Locale.ROOT,
        "incident %s, account %s, log %s, %s, sent at %s",
        record.getIncidentId(),
        record.getAccountId(),
        record.getLogId(),
        record.getChannel(),
        record.getSentAt());
  }

  private static String label(ExposureNotification said) {
    String phone = said.getPhone();
    return String.format(
        Locale.ROOT,
        "%s, incident %s, account %s%s",
        said.getAudience(),
        said.getIncident().getIncidentId(),
        said.getAccountId(),
        phone == null ? "" : ", number " + PhoneMask.of(phone));
  }
}
