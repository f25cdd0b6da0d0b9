package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import dev.tocsin.ingest.decode.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Twilio's formats share. */
final class Twilio {

  /** Statuses before sending; the message appears again with its time. */
  private static final Set<String> WAITING =
      Set.of("queued", "accepted", "scheduled", "sending", "receiving");

  /** Schemes of addresses that are not phone numbers. */
  private static final Set<String> NO_NUMBER =
      Set.of("client", "email", "messenger", "sim", "sip", "sips");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private Twilio() {}

  /**
   * The other end of a message or call.
   *
   * @param phone the number as given, without a scheme
   * @param channel the channel of the message or call
   */
  record Party(String phone, String channel) {}

  /**
   * Reads an address such as {@code +12025550111} or {@code whatsapp:+12025550111}.
   *
   * @param field the field of the address
   * @param channel of an address without a scheme
   */
  static Party party(String field, String address, String channel)
      throws RejectException, SkipException {
    int colon = address.indexOf(':');
    String scheme = colon < 0 ? "" : address.substring(0, colon).strip();
    if (!SCHEME.matcher(scheme).matches()) {
      if (address.indexOf('@') >= 0) {
        throw new SkipException(SkipReason.OTHER_PARTY);
      }
      return new Party(address, channel);
    }
    if (NO_NUMBER.contains(scheme.toLowerCase(Locale.ROOT))) {
      throw new SkipException(SkipReason.OTHER_PARTY);
    }
    String number = address.substring(colon + 1);
    if (number.isBlank()) {
      throw new RejectException(
          RejectReason.MISSING_FIELD, field, "the address has a scheme and no number");
    }
    return new Party(number, scheme.toUpperCase(Locale.ROOT));
  }

  /** The channel of a message: identifiers of messages with media begin with MM. */
  static String channel(String sid) {
    return sid.startsWith("MM") ? "MMS" : "SMS";
  }

  static boolean isWaiting(String status) {
    return WAITING.contains(status.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * A time as the API writes it (RFC 2822) or as exports do (ISO 8601).
   *
   * @param zone of ISO text without an offset
   */
  static Instant time(String field, String text, @Nullable ZoneId zone) throws RejectException {
    return Character.isDigit(text.strip().charAt(0))
        ? Times.iso(field, text, zone)
        : Times.rfc2822(field, text);
  }
}
