package dev.tocsin.cli.incident;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an incident did to one account, summed up from its exposed records. */
final class AffectedAccount {

  private final String id;
  private final Set<String> people = new HashSet<>();
  private long records;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable ExposureNotification notification;

  AffectedAccount(String id) {
    this.id = id;
  }

  /** Counts one more record of this account. */
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

  /** Takes the notification that stands for it. */
  void told(ExposureNotification standing) {
    notification = standing;
  }

  String id() {
    return id;
  }

  long records() {
    return records;
  }

  /** An account and a number; the same number at two accounts is two people. */
  int people() {
    return people.size();
  }

  /** When the earliest of the records was sent; null when there are none. */
  @Nullable Instant first() {
    return first;
  }

  /** When the latest of the records was sent; null when there are none. */
  @Nullable Instant last() {
    return last;
  }

  /** When its newest notification was issued; null while it waits for the account to be known. */
  @Nullable Instant notifiedAt() {
    return notification == null ? null : notification.getIssuedAt();
  }

  /** All of it, under the names of the contracts. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account_id", id);
    json.put("account_name", notification == null ? null : notification.getAccountName());
    json.put("record_count", records);
    json.put("affected_user_count", people.size());
    json.put("first_sent_at", first);
    json.put("last_sent_at", last);
    json.put("notified_at", notifiedAt());
    return json;
  }
}
