package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Message resources of Twilio, as its API lists them and as BulkExport writes them by the day.
 * Source: Twilio documentation, "Messages resource" and "BulkExport, Day resource".
 *
 * <p>A resource is the current state of one message, and every poll must yield the same record:
 * {@code date_sent} does not change once it is set. Without it, a message before sending is
 * skipped, because it appears again, and one that was never sent (failed, canceled) has its time of
 * creation.
 */
final class TwilioMessageFormat extends ItemFormat {

  /** Known fields that are not read, in the notation of the API. */
  private static final String[] KNOWN = {
    "api_version",
    "date_created",
    "date_updated",
    "error_code",
    "error_message",
    "from",
    "messaging_service_sid",
    "num_media",
    "num_segments",
    "price",
    "price_unit",
    "status",
    "subresource_uris",
    "tags",
    "to",
    "uri"
  };

  private static final String[] KNOWN_IN_CLIENTS =
      Arrays.stream(KNOWN).map(Spelling::camel).toArray(String[]::new);

  @Override
  public String id() {
    return "twilio-message";
  }

  @Override
  public String name() {
    return "Twilio Message resources, of the API or BulkExport";
  }

  @Override
  public String documentation() {
    return """
        API pages, unchanged (messages), one or several; a JSON array; or one message per line, as
        BulkExport writes them. Field names are those of the API (account_sid) or of Twilio's CLI and
        helper libraries (accountSid). log_id is sid; the account is account_sid, or the one mapped to it;
        phone is to, or from for direction inbound. channel is SMS, MMS for a sid that begins with MM, or
        the scheme of the address (whatsapp:); addresses without a number (messenger:, sim:) are skipped.
        message_type is direction. sent_at is date_sent, RFC 2822 or ISO 8601. Without it, a message in
        status queued, accepted, scheduled, sending or receiving is skipped, because it appears again, and
        any other message, such as a failed or canceled one, has date_created.""";
  }

  @Override
  public String source() {
    return "https://www.twilio.com/docs/messaging/api/message-resource"
        + " and https://www.twilio.com/docs/usage/bulkexport/day";
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of(
        "messages",
        "end",
        "first_page_uri",
        "next_page_uri",
        "page",
        "page_size",
        "previous_page_uri",
        "start");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("messages");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    boolean ofClient = fields.has("accountSid");
    Spelling as = ofClient ? Spelling::camel : name -> name;
    fields.ignore(ofClient ? KNOWN_IN_CLIENTS : KNOWN);
    String sid = fields.text("sid");
    String direction = fields.text("direction");
    String end = Direction.isInbound("direction", direction) ? "from" : "to";
    Twilio.Party party = Twilio.party(end, fields.text(end), Twilio.channel(sid));
    MessageLog log = new MessageLog();
    log.setLogId(sid);
    log.setAccountId(feed.accountOf(fields.text(as.of("account_sid"))));
    log.setPhone(party.phone());
    log.setChannel(party.channel());
    log.setSentAt(sentAt(fields, feed, as));
    log.setMessageType(direction);
    return log;
  }

  private static Instant sentAt(Fields fields, Feed feed, Spelling as)
      throws RejectException, SkipException {
    Instant sent = time(fields, as.of("date_sent"), feed);
    if (sent != null) {
      return sent;
    }
    if (Twilio.isWaiting(fields.text("status"))) {
      throw new SkipException(SkipReason.NOT_YET_SENT);
    }
    Instant created = time(fields, as.of("date_created"), feed);
    if (created == null) {
      throw new RejectException(
          RejectReason.MISSING_FIELD,
          as.of("date_sent"),
          "the record has no " + as.of("date_created") + " either");
    }
    return created;
  }

  private static @Nullable Instant time(Fields fields, String name, Feed feed)
      throws RejectException {
    String text = fields.optionalText(name);
    // The documentation of the API and of BulkExport specifies UTC.
    return text == null ? null : feed.tolerated(Twilio.time(name, text, ZoneOffset.UTC), name);
  }
}
