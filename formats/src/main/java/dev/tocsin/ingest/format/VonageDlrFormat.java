package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.Locale;

/**
 * Delivery receipts of Vonage's SMS API, as its webhooks push them in JSON. Source: Vonage
 * documentation, "SMS API: Delivery receipts".
 *
 * <p>No receipt says when its message was requested: {@code message-timestamp} and {@code scts} are
 * times of the receipt. The one of status {@code accepted}, which the carrier gives when it takes
 * the message, is the first there can be and stands for the sending. The others come up to days
 * later ({@code buffered} too, when a phone is switched off), and besides {@code accepted}: to take
 * those as well would date messages wrongly and double them.
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
        One receipt per line or in arrays, in JSON, as Vonage's webhooks push them. Receipts do
        not say when a message was sent. The receipt of status accepted stands for the sending;
        all others are skipped and counted, because their time is that of a delivery. Messages of
        carriers that give no accepted receipt are therefore MISSING: read them as format
        vonage-reports, which has the time of each request, wherever you can. log_id is messageId;
        the account is api-key, or what is mapped to it, else the account of the feed; phone is
        msisdn, which is phone_e164 when a plus is put before it (to is the sender). sent_at is
        message-timestamp in the zone of the feed: Vonage writes UTC. carrier is network-code (MCC
        and MNC).""";
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
