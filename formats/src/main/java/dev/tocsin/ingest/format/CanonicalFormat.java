package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tocsin's own format: the fields of {@code MessageLog} by name. */
final class CanonicalFormat extends ItemFormat {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  @Override
  public String id() {
    return "canonical";
  }

  @Override
  public String name() {
    return "JSON lines with the fields of MessageLog";
  }

  @Override
  public String documentation() {
    return """
        One JSON object per line. log_id, account_id (or --account), phone, channel and sent_at are
        required; phone_e164, message_type, carrier, country, state and provider are optional. sent_at is
        ISO 8601 with an offset, or epoch milliseconds as a number. All other fields are text.""";
  }

  @Override
  public String source() {
    return "schemas/src/main/avro/MessageLog.avsc";
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    String provider = fields.optionalText("provider");
    if (provider != null && !provider.equals(feed.provider())) {
      throw new RejectException(RejectReason.PROVIDER_MISMATCH, "provider");
    }
    MessageLog log = new MessageLog();
    log.setLogId(fields.text("log_id"));
    log.setAccountId(account(fields, feed));
    log.setPhone(fields.text("phone"));
    log.setPhoneE164(e164(fields));
    log.setChannel(fields.text("channel").toUpperCase(Locale.ROOT));
    log.setSentAt(feed.tolerated(fields.instant("sent_at"), "sent_at"));
    log.setMessageType(fields.optionalText("message_type"));
    log.setCarrier(fields.optionalText("carrier"));
    log.setCountry(fields.optionalText("country"));
    log.setState(fields.optionalText("state"));
    return log;
  }

  private static String account(Fields fields, Feed feed) throws RejectException {
    String own = fields.optionalText("account_id");
    return own == null ? feed.requireAccount("account_id") : own;
  }

  private static @Nullable String e164(Fields fields) throws RejectException {
    String number = fields.optionalText("phone_e164");
    if (number != null && !E164.matcher(number).matches()) {
      throw new RejectException(RejectReason.INVALID_E164, "phone_e164");
    }
    return number;
  }
}
