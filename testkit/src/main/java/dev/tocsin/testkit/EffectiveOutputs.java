package dev.tocsin.testkit;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is in effect on the output topics: the latest value of each key, where WITHDRAWN and CLOSED
 * stand for absence. Takes the records in the order of their topics and reports everything that a
 * consumer must never see, such as a record that is flagged twice. Used by one thread.
 *
 * @param <E> what is kept of an exposure
 * @param <N> what is kept of a notification
 */
public final class EffectiveOutputs<E, N> {

  private static final Set<String> ABSENT = Set.of("WITHDRAWN", "CLOSED");

  /** Fields that differ between two revisions with the same content. */
  private static final Set<String> NOT_CONTENT = Set.of("revision", "action", "issued_at");

  private final Function<ExposedRecord, E> exposureView;
  private final Function<ExposureNotification, N> notificationView;
  private final MessageDigest digest;
  private final Map<String, E> exposures = new HashMap<>();
  private final Map<String, Latest<N>> notifications = new HashMap<>();
  private final Map<String, IncidentSummary> incidents = new TreeMap<>();
  private final List<Anomaly> anomalies = new ArrayList<>();

  /**
   * Something that a consumer must never see.
   *
   * @param text names no phone number
   */
  public record Anomaly(Kind kind, String text) {

    /** What kind of output it is about. */
    public enum Kind {
      EXPOSURE,
      NOTIFICATION
    }
  }

  /**
   * The latest revision of a notification.
   *
   * @param content hash of everything but revision, action and time of issue
   */
  public record Latest<N>(String action, long revision, long content, N value) {

    boolean inEffect() {
      return !ABSENT.contains(action);
    }
  }

  /**
   * @param exposureView what to keep of an exposure
   * @param notificationView what to keep of a notification
   */
  public EffectiveOutputs(
      Function<ExposedRecord, E> exposureView, Function<ExposureNotification, N> notificationView) {
    this.exposureView = exposureView;
    this.notificationView = notificationView;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keeps the events themselves. */
  public static EffectiveOutputs<ExposedRecord, ExposureNotification> ofEvents() {
    return new EffectiveOutputs<>(event -> event, event -> event);
  }

  /** Takes the next record of the exposure topic. */
  public void exposure(ExposedRecord event) {
    String id = event.getExposureId();
    boolean known = exposures.containsKey(id);
    switch (event.getAction()) {
      case "FLAGGED" -> exposures.put(id, exposureView.apply(event));
      case "WITHDRAWN" -> exposures.remove(id);
      default -> report(Anomaly.Kind.EXPOSURE, "unknown action " + event.getAction(), event);
    }
    if (known && event.getAction().equals("FLAGGED")) {
      report(Anomaly.Kind.EXPOSURE, "FLAGGED while already flagged", event);
    }
    if (!known && event.getAction().equals("WITHDRAWN")) {
      report(Anomaly.Kind.EXPOSURE, "WITHDRAWN while not flagged", event);
    }
  }

  /** Takes the next record of the notification topic. */
  public void notification(String key, ExposureNotification event) {
    String action = event.getAction();
    Latest<N> now =
        new Latest<>(action, event.getRevision(), content(event), notificationView.apply(event));
    @Nullable Latest<N> before = notifications.put(event.getNotificationId(), now);
    boolean inEffect = before != null && before.inEffect();
    if (!key.equals(event.getNotificationId())) {
      report("the record's key is not the notification id", event);
    }
    long revision = before == null ? 0 : before.revision();
    if (now.revision() != revision + 1) {
      report("revision %d follows revision %d".formatted(now.revision(), revision), event);
    }
    boolean expected =
        switch (action) {
          case "CREATED" -> !inEffect;
          case "UPDATED", "WITHDRAWN", "CLOSED" -> inEffect;
          default -> false;
        };
    if (!expected) {
      report(action + (inEffect ? " while in effect" : " while not in effect"), event);
    }
    if (before != null && inEffect && now.inEffect() && before.content() == now.content()) {
      report("the content is the same as before", event);
    }
  }

  /** Takes the next record of the incident topic. */
  public void incident(IncidentSummary event) {
    incidents.put(event.getIncident().getIncidentId(), event);
  }

  /** Exposures that are in effect, one for each exposure id. */
  public Collection<E> exposures() {
    return exposures.values();
  }

  /** Notifications that are in effect, one for each notification id. */
  public List<N> notifications() {
    return notifications.values().stream().filter(Latest::inEffect).map(Latest::value).toList();
  }

  /** How many notifications have this action in their latest revision. */
  public long latestWith(String action) {
    return notifications.values().stream().filter(one -> one.action().equals(action)).count();
  }

  /** The latest summary of each incident. */
  public Map<String, IncidentSummary> incidents() {
    return incidents;
  }

  /** What no consumer may see and this one saw. */
  public List<Anomaly> anomalies() {
    return anomalies;
  }

  private long content(ExposureNotification event) {
    for (Schema.Field field : event.getSchema().getFields()) {
      if (!NOT_CONTENT.contains(field.name())) {
        Object value = event.get(field.pos());
        Object ordered = value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
        digest.update((field.name() + '=' + ordered + '\n').getBytes(StandardCharsets.UTF_8));
      }
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private void report(Anomaly.Kind kind, String what, ExposedRecord event) {
    anomalies.add(
        new Anomaly(
            kind,
            "%s: incident %s, account %s, log %s, %s, sent at %s"
                .formatted(
                    what,
                    event.getIncidentId(),
                    event.getAccountId(),
                    event.getLogId(),
                    event.getChannel(),
                    event.getSentAt())));
  }

  private void report(String what, ExposureNotification event) {
    anomalies.add(
        new Anomaly(
            Anomaly.Kind.NOTIFICATION,
            "%s: %s, incident %s, account %s, notification %s, revision %d"
                .formatted(
                    what,
                    event.getAudience(),
                    event.getIncident().getIncidentId(),
                    event.getAccountId(),
                    event.getNotificationId(),
                    event.getRevision())));
  }
}
