package dev.tocsin.cli.notifications;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.phone.PhoneMask;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Notifications as text, one line each, and as JSON.
 *
 * @param showPhones whether phone numbers are shown unmasked
 */
record NotificationText(boolean showPhones) {

  /** The notification as text. */
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

  /** All fields, with the headers and the position of the record. */
  Shown json(ExposureNotification notification, ConsumerRecord<?, ?> polled) {
    ExposureNotification visible =
        ExposureNotification.newBuilder(notification)
            .setPhone(phone(notification.getPhone()))
            .build();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : polled.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return new Shown(
        visible, headers, polled.topic() + "-" + polled.partition() + "@" + polled.offset());
  }

  /** A notification as JSON. */
  record Shown(
      @JsonUnwrapped ExposureNotification notification,
      Map<String, String> headers,
      String position) {}

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
