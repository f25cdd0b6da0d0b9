package dev.tocsin.demo.traffic;

import org.jspecify.annotations.Nullable;

/**
 * A message log as its provider pushes it, and the person behind the number.
 *
 * @param provider the provider whose topic it goes to
 * @param account account id
 * @param logId the provider's id of the message
 * @param phone the recipient as the provider writes it
 * @param phoneE164 E.164 where the provider adds it
 * @param person who it went to: E.164 of a valid number however it was written, else {@code phone}
 * @param channel SMS, VOICE or another, in the provider's letter case
 * @param sentAt milliseconds since 1970-01-01 UTC
 */
public record LogEntry(
    String provider,
    String account,
    String logId,
    String phone,
    @Nullable String phoneE164,
    String person,
    String channel,
    long sentAt,
    String messageType,
    @Nullable String carrier,
    @Nullable String country,
    @Nullable String state) {

  /**
   * A repeated push of the same log: the identity is the same, the number is written as E.164, and
   * other attributes differ.
   */
  LogEntry repeated() {
    return new LogEntry(
        provider,
        account,
        logId,
        person,
        phone.equals(person) ? phoneE164 : person,
        person,
        channel.equals("SMS") ? "sms" : channel,
        sentAt,
        messageType,
        carrier == null ? "unknown" : null,
        country,
        null);
  }
}
