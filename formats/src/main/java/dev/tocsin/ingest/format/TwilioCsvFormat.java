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
 * are taken from exports that public programs read. There is no time of creation in it, so that a
 * message that failed before it was sent cannot be dated and is refused.
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
        The console's export of the message log: a header with From, To, Status, SentDate,
        AccountSid, Sid and Direction, and others in any order, divided by commas; a file whose
        first line is no such header is not read. Bodies may go over several lines and are not
        read. log_id is Sid; the account is AccountSid, or what is mapped to it; phone
        is To, or From for Direction inbound. channel is SMS, MMS for a Sid that begins with MM,
        or the scheme of the address (whatsapp:); addresses without a number are skipped.
        message_type is Direction. sent_at is SentDate: RFC 2822, or ISO 8601 with an offset or
        in the zone of the feed. Without it, a message that still waits is skipped, because it
        comes again, and any other is refused: there is no other time in the export.""";
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
