package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.time.Instant;
import java.util.Set;

/**
 * Call summaries of Twilio's Voice Insights, in CloudEvents of its Event Streams or as its API
 * returns them. Source: Twilio documentation, "Event types: Call Summary" and "Details: Call
 * Summary".
 *
 * <p>A call has several summaries. Only the complete one, which is always the last, yields a
 * record; partial ones lack some of its fields.
 */
final class TwilioCallFormat extends ItemFormat {

  private static final String SUMMARY = "com.twilio.voice.insights.call-summary.";

  @Override
  public String id() {
    return "twilio-call";
  }

  @Override
  public String name() {
    return "Twilio Voice Insights call summaries";
  }

  @Override
  public String documentation() {
    return """
        CloudEvents of type com.twilio.voice.insights.call-summary.complete, one a line or in arrays; or
        summaries of the API: its pages (call_summaries), an array, or one per line. Partial and predicted
        summaries are skipped, because the complete one follows; events of other types are skipped too.
        log_id is call_sid; the account is account_sid, or the one mapped to it. properties.direction
        determines the person: the callee of an outbound call (outbound..., trunking-terminating), the
        caller of an inbound one (inbound, trunking-originating); calls with a party without a number
        (client:, sip:) are skipped. channel is VOICE, or the scheme of the number (whatsapp:);
        message_type is call_type; carrier, country and state are those of the person's side (to or
        from). sent_at is start_time, else created_time.""";
  }

  @Override
  public String source() {
    return "https://www.twilio.com/docs/events/event-types/voice-insights/call-summary"
        + " and https://www.twilio.com/docs/voice/voice-insights/api/call/details-call-summary";
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("call_summaries", "meta");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("call_summaries");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    if (!fields.has("specversion") && !fields.has("data")) {
      String state = fields.optionalText("processing_state");
      if (state != null && !state.equals("complete")) {
        throw new SkipException(SkipReason.NOT_YET_SENT);
      }
      return call(fields, "", feed);
    }
    fields.ignore("specversion", "source", "id", "dataschema", "datacontenttype", "time");
    String type = fields.text("type");
    if (!type.startsWith(SUMMARY)) {
      throw new SkipException(SkipReason.OTHER_EVENT);
    }
    if (!type.equals(SUMMARY + "complete")) {
      throw new SkipException(SkipReason.NOT_YET_SENT);
    }
    return call(fields.object("data"), "data.", feed);
  }

  private static MessageLog call(Fields call, String path, Feed feed)
      throws RejectException, SkipException {
    call.ignore(
        "annotation",
        "answered_by",
        "attributes",
        "call_state",
        "carrier_edge",
        "client_edge",
        "connect_duration",
        "created_time",
        "duration",
        "end_time",
        "from",
        "parent_account_sid",
        "parent_call_sid",
        "processing_state",
        "sdk_edge",
        "sip_edge",
        "start_time",
        "tags",
        "to",
        "trust",
        "url");
    boolean inbound = isInbound(call.object("properties"), path + "properties.direction");
    String side = inbound ? "from" : "to";
    String number = inbound ? "caller" : "callee";
    Fields party = call.object(side);
    party.ignore(
        "callee", "caller", "city", "connection", "ip_address", "location", "number_prefix", "sdk");
    Twilio.Party person = Twilio.party(path + side + "." + number, party.text(number), "VOICE");
    String country = Places.country(party.optionalText("country_code"));
    MessageLog log = new MessageLog();
    log.setLogId(call.text("call_sid"));
    log.setAccountId(feed.accountOf(call.text("account_sid")));
    log.setPhone(person.phone());
    log.setChannel(person.channel());
    log.setSentAt(sentAt(call, path, feed));
    log.setMessageType(call.optionalText("call_type"));
    log.setCarrier(party.optionalText("carrier"));
    log.setCountry(country);
    log.setState(Places.state(country, party.optionalText("country_subdivision")));
    return log;
  }

  /**
   * For trunks, an inbound call is an origination and an outbound call a termination. The
   * documentation uses hyphens, and underscores in filters of the API.
   */
  private static boolean isInbound(Fields properties, String field) throws RejectException {
    properties.ignore("disconnected_by", "last_sip_response_num", "pdd_ms", "queue_time");
    String direction = properties.text("direction");
    return switch (direction.replace('-', '_')) {
      case "trunking_originating" -> true;
      case "trunking_terminating" -> false;
      default -> Direction.isInbound(field, direction);
    };
  }

  /** A queued call has both times; a call that was never dialled only has that of its creation. */
  private static Instant sentAt(Fields call, String path, Feed feed) throws RejectException {
    String name =
        call.has("start_time") || !call.has("created_time") ? "start_time" : "created_time";
    return feed.tolerated(call.isoInstant(name), path + name);
  }
}
