package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * One message or call of a provider, without content.
 *
 * @param provider owner of the record's topic
 * @param accountId the provider's customer
 * @param logId the provider's identifier, of any length and alphabet
 * @param phone the recipient as given, valid or not
 * @param phoneE164 the recipient in E.164, if the provider gave it
 * @param channel upper case, for example SMS or VOICE
 * @param sentAt milliseconds since the epoch, UTC
 */
public record LogRecord(
    String provider,
    String accountId,
    String logId,
    String phone,
    @Nullable String phoneE164,
    String channel,
    long sentAt,
    @Nullable String messageType,
    @Nullable String carrier,
    @Nullable String country,
    @Nullable String state)
    implements MatchInput {

  /** Shows no personal data. */
  @Override
  public String toString() {
    return "LogRecord[provider=" + provider + ", channel=" + channel + "]";
  }
}
