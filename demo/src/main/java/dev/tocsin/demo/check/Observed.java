package dev.tocsin.demo.check;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.testkit.EffectiveOutputs;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The outputs of the detector, record by record in the order of their topics. Keeps fingerprints of
 * exposures, so that millions of them need little memory. Used by one thread.
 */
public final class Observed {

  private final Fingerprint fingerprint = new Fingerprint();
  private final EffectiveOutputs<Long, NotificationSnapshot> effective =
      new EffectiveOutputs<>(
          this::fingerprintOf, event -> NotificationSnapshot.of(event, fingerprint));
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Map<String, Long>> revisions = new TreeMap<>();

  /** Takes the next record of the exposure topic. */
  public void exposure(ExposedRecord event) {
    effective.exposure(event);
  }

  /** Takes the next record of the notification topic. */
  public void notification(String key, ExposureNotification event) {
    revisions
        .computeIfAbsent(event.getAudience(), audience -> new TreeMap<>())
        .merge(event.getAction(), 1L, Long::sum);
    effective.notification(key, event);
  }

  /** Takes the next record of the incident topic. */
  public void incident(IncidentSummary event) {
    effective.incident(event);
  }

  /** Takes the next dead letter. */
  public void deadLetter(String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  /** How many records are flagged. */
  public long flagged() {
    return effective.exposures().size();
  }

  /** How many notifications are in effect for an audience. */
  public long notificationsInEffect(String audience) {
    return notifications().stream().filter(one -> one.audience().equals(audience)).count();
  }

  /** Revisions of notifications by audience and action. */
  public Map<String, Map<String, Long>> revisions() {
    return revisions;
  }

  /** Dead letters by reason. */
  public Map<String, Long> deadLetters() {
    return deadLetters;
  }

  /** The latest summary of each incident. */
  public Map<String, IncidentSummary> incidents() {
    return effective.incidents();
  }

  /** Fingerprints of the flagged records. */
  Set<Long> exposures() {
    return new HashSet<>(effective.exposures());
  }

  /** The notifications in effect. */
  List<NotificationSnapshot> notifications() {
    return effective.notifications();
  }

  /** What no consumer may see and this one saw. */
  Differences anomalies() {
    Differences anomalies = new Differences();
    effective
        .anomalies()
        .forEach(
            anomaly ->
                anomalies.add(
                    switch (anomaly.kind()) {
                      case EXPOSURE -> Difference.Kind.EXPOSURE_REPEATED;
                      case NOTIFICATION -> Difference.Kind.NOTIFICATION_SEQUENCE;
                    },
                    "%s",
                    anomaly.text()));
    long repeated = flagged() - exposures().size();
    if (repeated > 0) {
      anomalies.add(
          Difference.Kind.EXPOSURE_REPEATED, "%d records are flagged under two ids", repeated);
    }
    return anomalies;
  }

  private long fingerprintOf(ExposedRecord event) {
    String valid = event.getPhoneE164();
    return fingerprint.exposure(
        event.getIncidentId(),
        event.getProvider(),
        event.getAccountId(),
        event.getLogId(),
        valid == null ? event.getPhone() : valid,
        event.getChannel(),
        event.getSentAt().toEpochMilli());
  }
}
