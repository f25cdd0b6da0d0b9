package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plivo's message detail records: {@code GET /v1/Account/{auth_id}/Message/}. Source: Plivo's API
 * reference, "The Message object" and "List all messages". A record has the current state of its
 * message and the unchanging time of the request, so every poll yields the same record.
 */
final class PlivoFormat extends ItemFormat {

  /** The account appears only in the address of the record. */
  private static final Pattern ACCOUNT = Pattern.compile("/Account/([^/]+)/");

  @Override
  public String id() {
    return "plivo";
  }

  @Override
  public String name() {
    return "Plivo message detail records";
  }

  @Override
  public String documentation() {
    return """
        Pages of the message list, unchanged (api_id, meta, objects), or one message per line. log_id is
        message_uuid; channel is message_type; message_type is message_direction. The phone is to_number,
        or from_number of an inbound message; digits alone are an international number. sent_at is
        message_time, the time of the request, whatever the current state; without an offset it is in the
        zone of the feed. The country is destination_country_iso2 and the carrier destination_network,
        for outbound messages only. The account is the one in resource_uri, else that of the feed.""";
  }

  @Override
  public String source() {
    return "https://www.plivo.com/docs/messaging/api/message/the-message-object/";
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("api_id", "meta", "objects");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("objects");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    fields.ignore(
        "api_id",
        "carrier_fees",
        "carrier_fees_rate",
        "conversation_expiry_timestamp",
        "conversation_id",
        "conversation_origin",
        "dlt_entity_id",
        "dlt_template_category",
        "dlt_template_id",
        "error_code",
        "from_number",
        "is_domestic",
        "message_state",
        "powerpack_id",
        "replaced_sender",
        "requester_ip",
        "tendlc_campaign_id",
        "tendlc_registration_status",
        "to_number",
        "total_amount",
        "total_rate",
        "units");
    String direction = fields.text("message_direction");
    boolean inbound = Direction.isInbound("message_direction", direction);
    String phone = fields.text(inbound ? "from_number" : "to_number");
    MessageLog log = new MessageLog();
    log.setLogId(fields.text("message_uuid"));
    log.setAccountId(account(fields, feed));
    log.setPhone(phone);
    log.setPhoneE164(InternationalDigits.e164(phone));
    log.setChannel(fields.text("message_type").toUpperCase(Locale.ROOT));
    log.setSentAt(feed.tolerated(fields.isoInstant("message_time", feed.zone()), "message_time"));
    log.setMessageType(direction);
    String country = fields.optionalText("destination_country_iso2");
    String network = fields.optionalText("destination_network");
    if (!inbound) {
      log.setCountry(Places.country(country));
      log.setCarrier(network);
    }
    return log;
  }

  private static String account(Fields fields, Feed feed) throws RejectException {
    @Nullable String address = fields.optionalText("resource_uri");
    Matcher account = ACCOUNT.matcher(address == null ? "" : address);
    return account.find() ? feed.accountOf(account.group(1)) : feed.requireAccount("resource_uri");
  }
}
