package dev.tocsin.cli.notifications;

import dev.tocsin.cli.text.PhoneMask;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.ExposureNotification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Notifications on one line each.
 *
 * @param showPhones whether phone numbers are shown whole
 */
record NotificationText(boolean showPhones) {

  /** For people. */
  String line(ExposureNotification notification) {
    StringBuilder line = new StringBuilder();
    line.append(notification.getIssuedAt())
        .append(' ')
        .append(pad(notification.getAction(), 9))
        .append(' ')
        .append(pad(notification.getAudience(), 7));
    add(line, "incident", notification.getIncident().getIncidentId());
    add(line, "account", notification.getAccountId());
    add(line, "phone", phone(notification.getPhone()));
    add(line, "records", notification.getRecordCount());
    add(line, "people", notification.getAffectedUserCount());
    add(line, "coverage", coverage(notification.getCoverage()));
    add(line, "revision", notification.getRevision());
    return line.toString();
  }

  /** All fields, and beside them the record's headers and position. */
  Map<String, @Nullable Object> json(
      ExposureNotification notification, ConsumerRecord<?, ?> polled) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(EventJson.of(notification));
    json.put("phone", phone(notification.getPhone()));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : polled.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    json.put("headers", headers);
    json.put("position", polled.topic() + "-" + polled.partition() + "@" + polled.offset());
    return json;
  }

  private @Nullable String phone(@Nullable String phone) {
    return phone == null || showPhones ? phone : PhoneMask.of(phone);
  }

  private static @Nullable String coverage(@Nullable Coverage coverage) {
    if (coverage == null) {
      return null;
    }
    return coverage.getReasons().isEmpty()
        ? coverage.getState()
        : coverage.getState() + "(" + String.join(",", coverage.getReasons()) + ")";
  }

  private static void add(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(value);
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
