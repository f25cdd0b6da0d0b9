package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;

/**
 * Messages of Twilio's Event Streams, in CloudEvents. Source: Twilio documentation, "Event types:
 * Outbound Message, Inbound Message".
 *
 * <p>An outbound message has an event for each of its statuses, with the time of that status. The
 * event {@code sent} yields the record; a message that could not be sent has {@code failed}
 * instead. Earlier ({@code queued}) and later ones ({@code delivered}, {@code undelivered}, {@code
 * read}) are skipped.
 */
final class TwilioEventsFormat extends ItemFormat {

  private static final String OUTBOUND = "com.twilio.messaging.message.";
  private static final String INBOUND = "com.twilio.messaging.inbound-message.received";

  @Override
  public String id() {
    return "twilio-events";
  }

  @Override
  public String name() {
    return "Twilio Event Streams, messages";
  }

  @Override
  public String documentation() {
    return """
        CloudEvents, one a line or in arrays, as sinks receive them. For an outbound message
        (com.twilio.messaging.message.*), the event sent yields the record, or failed if the message could
        not be sent; queued, delivered, undelivered and read are skipped. An inbound message
        (com.twilio.messaging.inbound-message.received) has one event. Events of other types are skipped;
        use format twilio-call for calls. log_id is messageSid; the account is accountSid, or the one
        mapped to it; phone is to, or from of an inbound message. channel is SMS, MMS for a messageSid that
        begins with MM, or the scheme of the address (whatsapp:); addresses without a number are skipped.
        sent_at is data.timestamp. Carrier (mcc, mnc), country and state are known for inbound messages
        only: in outbound ones mcc and mnc are the sender's.""";
  }

  @Override
  public String source() {
    return "https://www.twilio.com/docs/events/event-types/messaging/outbound-message"
        + " and https://www.twilio.com/docs/events/event-types/messaging/inbound-message";
  }

  @Override
  MessageLog read(Fields event, Feed feed) throws RejectException, SkipException {
    event.ignore("specversion", "source", "id", "dataschema", "datacontenttype", "time");
    String type = event.text("type");
    if (type.equals(INBOUND)) {
      return inbound(event.object("data"), feed);
    }
    if (!type.startsWith(OUTBOUND)) {
      throw new SkipException(SkipReason.OTHER_EVENT);
    }
    return switch (type.substring(OUTBOUND.length())) {
      case "sent", "failed" -> outbound(event.object("data"), feed);
      case "queued" -> throw new SkipException(SkipReason.NOT_YET_SENT);
      default -> throw new SkipException(SkipReason.STATUS_EVENT);
    };
  }

  private static MessageLog outbound(Fields data, Feed feed) throws RejectException, SkipException {
    data.ignore(
        "apiVersion",
        "dateUpdated",
        "errorCode",
        "eventName",
        "from",
        "mcc",
        "messageStatus",
        "messagingServiceSid",
        "mnc",
        "numberOfSegments",
        "rawDlrDoneDate",
        "statusCallBackUrl",
        "tags");
    return message(data, "to", feed);
  }

  private static MessageLog inbound(Fields data, Feed feed) throws RejectException, SkipException {
    data.ignore(
        "eventName",
        "fromCity",
        "fromZip",
        "messagingServiceSid",
        "numMedia",
        "numSegments",
        "recipients",
        "referralCtwaClid",
        "to",
        "toCity",
        "toCountry",
        "toState",
        "toZip");
    MessageLog log = message(data, "from", feed);
    String country = Places.country(data.optionalText("fromCountry"));
    log.setCountry(country);
    log.setState(Places.state(country, data.optionalText("fromState")));
    log.setCarrier(NetworkCodes.of(data.optionalText("mcc"), data.optionalText("mnc")));
    return log;
  }

  private static MessageLog message(Fields data, String end, Feed feed)
      throws RejectException, SkipException {
    String sid = data.text("messageSid");
    Twilio.Party party = Twilio.party("data." + end, data.text(end), Twilio.channel(sid));
    MessageLog log = new MessageLog();
    log.setLogId(sid);
    log.setAccountId(feed.accountOf(data.text("accountSid")));
    log.setPhone(party.phone());
    log.setChannel(party.channel());
    log.setSentAt(feed.tolerated(data.isoInstant("timestamp"), "data.timestamp"));
    return log;
  }
}
