package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.List;

/**
 * The message log that Twilio's console exports as CSV. Twilio does not document its columns; they
 * are taken from exports that public programs read. The export has no time of creation, so a
 * message that failed before sending has no time and is rejected.
 */
final class TwilioCsvFormat extends ItemFormat {

  @Override
  public String id() {
    return "twilio-csv";
  }

  @Override
  public String name() {
    return "Twilio message log as CSV, of the console";
  }

  @Override
  public String documentation() {
    return """
        The console's export of the message log: a header with From, To, Status, SentDate, AccountSid, Sid
        and Direction, and other columns, in any order, separated by commas; a file without this header is
        rejected. Bodies may span several lines and are not read. log_id is Sid; the account is AccountSid,
        or the one mapped to it; phone is To, or From for Direction inbound. channel is SMS, MMS for a Sid
        that begins with MM, or the scheme of the address (whatsapp:); addresses without a number are
        skipped. message_type is Direction. sent_at is SentDate: RFC 2822, or ISO 8601 with an offset or in
        the zone of the feed. A message without it is skipped before sending, because it appears again, and
        rejected otherwise, because the export has no other time.""";
  }

  @Override
  public String source() {
    return "https://www.twilio.com/docs/messaging/api/message-resource";
  }

  @Override
  public Layout layout() {
    return Layout.CSV;
  }

  @Override
  public List<String> requiredColumns() {
    return List.of("From", "To", "Status", "SentDate", "AccountSid", "Sid", "Direction");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    fields.ignore(
        "ApiVersion",
        "ErrorCode",
        "From",
        "NumMedia",
        "NumSegments",
        "Price",
        "PriceUnit",
        "Status",
        "To");
    String sid = fields.text("Sid");
    String direction = fields.text("Direction");
    String end = Direction.isInbound("Direction", direction) ? "From" : "To";
    Twilio.Party party = Twilio.party(end, fields.text(end), Twilio.channel(sid));
    String sentDate = fields.optionalText("SentDate");
    if (sentDate == null) {
      if (Twilio.isWaiting(fields.text("Status"))) {
        throw new SkipException(SkipReason.NOT_YET_SENT);
      }
      throw new RejectException(RejectReason.MISSING_FIELD, "SentDate");
    }
    MessageLog log = new MessageLog();
    log.setLogId(sid);
    log.setAccountId(feed.accountOf(fields.text("AccountSid")));
    log.setPhone(party.phone());
    log.setChannel(party.channel());
    log.setSentAt(feed.tolerated(Twilio.time("SentDate", sentDate, feed.zone()), "SentDate"));
    log.setMessageType(direction);
    return log;
  }
}
