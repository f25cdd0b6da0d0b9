package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.Locale;

/**
 * Delivery receipts of Vonage's SMS API, as its webhooks send them in JSON. Source: Vonage
 * documentation, "SMS API: Delivery receipts".
 *
 * <p>No receipt has the time of the request: {@code message-timestamp} and {@code scts} are times
 * of the receipt. The receipt with status {@code accepted}, which the carrier gives when it takes
 * over the message, is the earliest possible one, and its time is used as the time of sending.
 * Other receipts arrive up to days later ({@code buffered} too, if a phone is switched off), in
 * addition to {@code accepted}: reading them as well would give wrong times and duplicate messages.
 */
final class VonageDlrFormat extends ItemFormat {

  @Override
  public String id() {
    return "vonage-dlr";
  }

  @Override
  public String name() {
    return "Vonage SMS delivery receipts";
  }

  @Override
  public String documentation() {
    return """
        One receipt per line or in arrays, in JSON, as Vonage's webhooks send them. Receipts do not have
        the time of sending; that of the receipt with status accepted is used. All other receipts are
        skipped and counted, because their time is that of the delivery. Messages of carriers that send no
        accepted receipt are therefore MISSING: use format vonage-reports, which has the time of each
        request, if you can. log_id is messageId; the account is api-key, or the one mapped to it, else
        that of the feed; phone is msisdn, which becomes phone_e164 with a plus before it (to is the
        sender). sent_at is message-timestamp in the zone of the feed: Vonage writes UTC. carrier is
        network-code (MCC and MNC).""";
  }

  @Override
  public String source() {
    return "https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts";
  }

  @Override
  public boolean needsZone() {
    return true;
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    fields.ignore("client-ref", "err-code", "nonce", "price", "scts", "sig", "timestamp", "to");
    if (!fields.text("status").strip().toLowerCase(Locale.ROOT).equals("accepted")) {
      throw new SkipException(SkipReason.RECEIPT_ONLY);
    }
    String key = fields.optionalText("api-key");
    String phone = fields.text("msisdn");
    MessageLog log = new MessageLog();
    log.setLogId(fields.text("messageId"));
    log.setAccountId(key == null ? feed.requireAccount("api-key") : feed.accountOf(key));
    log.setPhone(phone);
    log.setPhoneE164(InternationalDigits.e164(phone));
    log.setChannel("SMS");
    log.setSentAt(
        feed.tolerated(fields.isoInstant("message-timestamp", feed.zone()), "message-timestamp"));
    log.setCarrier(NetworkCodes.of(fields.optionalText("network-code")));
    return log;
  }
}
