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
 * <p>A report has no time but its own, so only that of the status {@code Dispatched} tells when a
 * message was sent. The others are skipped, because a receipt's time may be days late.
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
        Callbacks recipient_delivery_report_sms and ..._mms, one per line, or pages of the list of
        reports. A message is the report with status Dispatched, and sent_at is its field at: it
        is the only report made when the message goes out. Queued ones, later ones (Delivered,
        Failed, Expired ...) and reports of a whole batch are skipped: none of them says when the
        message was sent. Batches must therefore ask for delivery_report per_recipient;
        per_recipient_final leaves the Dispatched ones out, and Sinch may leave one out when a
        message is delivered at once. log_id is batch_id, which recipients share; the phone is
        recipient, and digits alone are an international number. The carrier is operator.
        Reports never name the account, so the feed has to.""";
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
      // A message that came in, for example: nothing to pass over in silence.
      throw new RejectException(RejectReason.WRONG_TYPE, "type", "no report of a recipient");
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

  /** Sinch names the operator by the digits of its MCC and MNC. */
  private static @Nullable String carrier(@Nullable String operator) {
    boolean digits = operator != null && operator.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? NetworkCodes.of(operator) : operator;
  }
}
