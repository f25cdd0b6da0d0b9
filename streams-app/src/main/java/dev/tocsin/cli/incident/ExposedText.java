package dev.tocsin.cli.incident;

import dev.tocsin.cli.text.PhoneMask;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.event.ExposedRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exposed records on one line each.
 *
 * @param showPhones whether phone numbers are shown whole
 */
record ExposedText(boolean showPhones) {

  /** For people. */
  String line(ExposedRecord record) {
    StringBuilder line = new StringBuilder(record.getSentAt().toString());
    add(line, "account", record.getAccountId());
    add(line, "channel", record.getChannel());
    String e164 = record.getPhoneE164();
    add(line, "phone", phone(e164 != null ? e164 : record.getPhone()));
    add(line, "type", record.getMessageType());
    add(line, "carrier", record.getCarrier());
    add(line, "country", record.getCountry());
    add(line, "state", record.getState());
    add(line, "log_id", record.getLogId());
    return line.toString();
  }

  /** All fields. */
  Map<String, @Nullable Object> json(ExposedRecord record) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(EventJson.of(record));
    json.put("phone", phone(record.getPhone()));
    json.put("phone_e164", phone(record.getPhoneE164()));
    return json;
  }

  private @Nullable String phone(@Nullable String phone) {
    return phone == null || showPhones ? phone : PhoneMask.of(phone);
  }

  private static void add(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(value);
    }
  }
}
