package dev.tocsin.cli.incident;

import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the accounts that an incident affects, and their notifications. */
final class AffectedAccounts {

  private final TocsinConfig config;
  private final String incident;
  private final Consumer<String> notes;

  /**
   * @param notes receives a note about each record that cannot be decoded
   */
  AffectedAccounts(TocsinConfig config, String incident, Consumer<String> notes) {
    this.config = config;
    this.incident = incident;
    this.notes = notes;
  }

  /**
   * An affected account.
   *
   * @param affectedUserCount people; the same number at two accounts is two people
   * @param firstSentAt when the earliest record was sent
   * @param lastSentAt when the latest record was sent
   * @param notifiedAt when the latest notification was issued; null while it is pending
   */
  record AffectedAccount(
      String accountId,
      @Nullable String accountName,
      long recordCount,
      int affectedUserCount,
      @Nullable Instant firstSentAt,
      @Nullable Instant lastSentAt,
      @Nullable Instant notifiedAt) {}

  /** The accounts with exposed records, in the order of their IDs. */
  List<AffectedAccount> read() throws InterruptedException {
    SortedMap<String, Totals> accounts = new TreeMap<>();
    new ExposedTopic(config, incident, null, notes)
        .current(
            record ->
                accounts
                    .computeIfAbsent(record.getAccountId(), account -> new Totals())
                    .add(record));
    SortedMap<String, ExposureNotification> notifications = notifications();
    return accounts.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey(), notifications.get(entry.getKey())))
        .toList();
  }

  /** The notifications that are in effect, by account. */
  private SortedMap<String, ExposureNotification> notifications() throws InterruptedException {
    SortedMap<String, ExposureNotification> latest = new TreeMap<>();
    String topic = config.topics().notification();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "tocsin-cli-notified");
        EventSerdes serdes = Wiring.serdes(config)) {
      EventReader<ExposureNotification> reader = new EventReader<>(serdes.notification(), notes);
      scan.toEnd(
          polled -> {
            ExposureNotification notification = reader.read(polled);
            if (notification != null
                && notification.getAudience().equals(Audience.ACCOUNT.name())
                && notification.getIncident().getIncidentId().equals(incident)) {
              latest.put(notification.getAccountId(), notification);
            }
            return true;
          });
    }
    latest
        .values()
        .removeIf(
            notification -> !NotificationAction.valueOf(notification.getAction()).isInEffect());
    return latest;
  }

  /** The totals of an account. */
  private static final class Totals {

    private final Set<String> people = new HashSet<>();
    private long records;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(ExposedRecord record) {
      String e164 = record.getPhoneE164();
      people.add(e164 != null ? e164 : record.getPhone().strip());
      records++;
      Instant sentAt = record.getSentAt();
      if (first == null || sentAt.isBefore(first)) {
        first = sentAt;
      }
      if (last == null || sentAt.isAfter(last)) {
        last = sentAt;
      }
    }

    AffectedAccount of(String id, @Nullable ExposureNotification notification) {
      return new AffectedAccount(
          id,
          notification == null ? null : notification.getAccountName(),
          records,
          people.size(),
          first,
          last,
          notification == null ? null : notification.getIssuedAt());
    }
  }
}
