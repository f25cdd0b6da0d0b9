package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivery reports of the Sinch SMS API, one for each recipient and status. Source: Sinch SMS API
 * reference, "Delivery reports".
 *
 * <p>A report has only its own time, so only the report with status {@code Dispatched} has the time
 * of sending. The others are skipped, because their time may be days later.
 */
final class SinchFormat extends ItemFormat {

  private static final String TYPE = "recipient_delivery_report_";

  @Override
  public String id() {
    return "sinch";
  }

  @Override
  public String name() {
    return "Sinch SMS API, delivery reports of recipients";
  }

  @Override
  public String documentation() {
    return """
        Callbacks recipient_delivery_report_sms and recipient_delivery_report_mms, one per line, or pages
        of the list of reports. The report with status Dispatched yields the message, and sent_at is its
        field at: it is the only report made at the time of sending. Queued and later reports (Delivered,
        Failed, Expired ...) and reports of a whole batch are skipped, because they do not have that
        time. Set delivery_report to per_recipient in batches: per_recipient_final omits the Dispatched
        reports, and Sinch may omit one if a message is delivered immediately. log_id is batch_id, which
        recipients share; the phone is recipient, and digits alone are an international number. The
        carrier is operator. Reports never name the account, so the feed must.""";
  }

  @Override
  public String source() {
    return "https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/";
  }

  @Override
  public boolean needsAccount() {
    return true;
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("count", "page", "page_size", "delivery_reports");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("delivery_reports");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    fields.ignore(
        "applied_originator",
        "client_reference",
        "code",
        "encoding",
        "number_of_message_parts",
        "operator_status_at");
    String type = fields.text("type");
    if (type.startsWith("delivery_report_")) {
      throw new SkipException(SkipReason.STATUS_EVENT);
    }
    if (!type.startsWith(TYPE)) {
      // An inbound message, for example, must not be skipped silently.
      throw new RejectException(
          RejectReason.WRONG_TYPE,
          "type",
          "expected recipient_delivery_report_sms or recipient_delivery_report_mms");
    }
    requireDispatched(fields.text("status"));
    String phone = fields.text("recipient");
    MessageLog log = new MessageLog();
    log.setLogId(fields.text("batch_id"));
    log.setAccountId(feed.requireAccount("account"));
    log.setPhone(phone);
    log.setPhoneE164(InternationalDigits.e164(phone));
    log.setChannel(type.substring(TYPE.length()).toUpperCase(Locale.ROOT));
    log.setSentAt(feed.tolerated(fields.isoInstant("at"), "at"));
    log.setCarrier(carrier(fields.optionalText("operator")));
    return log;
  }

  private static void requireDispatched(String status) throws SkipException {
    switch (status.toUpperCase(Locale.ROOT)) {
      case "DISPATCHED" -> {}
      case "QUEUED" -> throw new SkipException(SkipReason.NOT_YET_SENT);
      case "ABORTED", "CANCELLED" -> throw new SkipException(SkipReason.NEVER_SENT);
      default -> throw new SkipException(SkipReason.STATUS_EVENT);
    }
  }

  /** Sinch identifies the operator by the digits of its MCC and MNC. */
  private static @Nullable String carrier(@Nullable String operator) {
    boolean digits = operator != null && operator.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? NetworkCodes.of(operator) : operator;
  }
}
