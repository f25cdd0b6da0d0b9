package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of Vonage's Reports API of the products SMS, MESSAGES, VOICE-CALL and VOICE-FAILED.
 * Source: Vonage API specification, "Reports API" 3.1.
 *
 * <p>A record is one message or call with all of its times; the time of the request is used. Events
 * within a call or during the transit of a message (ASR, TTS, AMD, traffic control) have separate
 * reports with the same identifiers and other times, which are skipped.
 */
final class VonageReportsFormat extends ItemFormat {

  /** Providers of the Messages API whose addresses are not phone numbers. */
  private static final Set<String> NO_NUMBER = Set.of("email", "instagram", "messenger");

  @Override
  public String id() {
    return "vonage-reports";
  }

  @Override
  public String name() {
    return "Vonage Reports API, messages and calls";
  }

  @Override
  public String documentation() {
    return """
        API responses, unchanged (records), one or several; a JSON array; or one record per line, of the
        products SMS, MESSAGES, VOICE-CALL and VOICE-FAILED. Reports on parts of a call (ASR, TTS, AMD) and
        on traffic control are skipped, those of other products rejected. log_id is message_id or call_id;
        the account is account_id, or the one mapped to it; phone is to, or from for direction inbound, and
        becomes phone_e164 with a plus before it. channel is SMS, the provider of the Messages API (those
        without numbers are skipped), or VOICE; message_type is direction. sent_at is date_received, or
        date_start of a call, never date_finalized. carrier is network_name, else network (MCC and MNC);
        country is country. For inbound calls both are those of the called number, and are not read.""";
  }

  @Override
  public String source() {
    return "https://developer.vonage.com/en/api/reports";
  }

  @Override
  public Set<String> envelopeFields() {
    // Without the fields that records begin with, such as account_id.
    return Set.of(
        "_links",
        "cursor",
        "ids_not_found",
        "items_count",
        "iv",
        "product",
        "received_at",
        "records",
        "request_status");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("records");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException {
    fields.ignore(
        "client_ref",
        "country_name",
        "currency",
        "error_code",
        "error_code_description",
        "from",
        "id",
        "network",
        "price",
        "status",
        "tier_volume",
        "to",
        "total_price");
    return fields.has("call_id") ? call(fields, feed) : message(fields, feed);
  }

  private static MessageLog message(Fields fields, Feed feed)
      throws RejectException, SkipException {
    fields.ignore(
        "account_ref",
        "changed_from",
        "concatenated",
        "date_finalized",
        "dcs",
        "estimated_price",
        "forced_from",
        "ip_address",
        "latency",
        "pricing_model",
        "pricing_type",
        "provider_error_code",
        "session_id",
        "session_type",
        "udh",
        "validity_period",
        "workflow_id",
        "workflow_items_number",
        "workflow_items_total");
    String id = fields.text("message_id");
    if (fields.has("queued_time")) {
      throw new SkipException(SkipReason.STATUS_EVENT);
    }
    String provider = fields.optionalText("provider");
    String channel = provider == null ? "SMS" : provider.strip().toUpperCase(Locale.ROOT);
    if (NO_NUMBER.contains(channel.toLowerCase(Locale.ROOT))) {
      throw new SkipException(SkipReason.OTHER_PARTY);
    }
    MessageLog log = log(fields, id, isInbound(fields), "date_received", feed);
    log.setChannel(channel);
    log.setCarrier(carrier(fields));
    log.setCountry(Places.country(fields.optionalText("country")));
    return log;
  }

  private static MessageLog call(Fields fields, Feed feed) throws RejectException, SkipException {
    fields.ignore(
        "country",
        "date_end",
        "duration",
        "forced_from",
        "network_name",
        "status_code",
        "status_description");
    if (isPartOfACall(fields)) {
      throw new SkipException(SkipReason.OTHER_EVENT);
    }
    boolean inbound = isInbound(fields);
    MessageLog log = log(fields, fields.text("call_id"), inbound, "date_start", feed);
    log.setChannel("VOICE");
    if (!inbound) {
      log.setCarrier(carrier(fields));
      log.setCountry(Places.country(fields.optionalText("country")));
    }
    return log;
  }

  private static boolean isInbound(Fields fields) throws RejectException {
    return Direction.isInbound("direction", fields.text("direction"));
  }

  private static MessageLog log(Fields fields, String id, boolean inbound, String time, Feed feed)
      throws RejectException {
    String phone = fields.text(inbound ? "from" : "to");
    MessageLog log = new MessageLog();
    log.setLogId(id);
    log.setAccountId(feed.accountOf(fields.text("account_id")));
    log.setPhone(phone);
    log.setPhoneE164(InternationalDigits.e164(phone));
    log.setSentAt(feed.tolerated(fields.isoInstant(time), time));
    log.setMessageType(fields.optionalText("direction"));
    return log;
  }

  /** Reports on recognized and spoken text, answering machines and websockets of a call. */
  private static boolean isPartOfACall(Fields fields) {
    return fields.has("asr_type")
        || fields.has("call_date_start")
        || fields.has("tts_type")
        || fields.has("tts_level")
        || fields.has("amd_result_sent")
        || fields.has("amd_detection_result")
        || (!fields.has("direction") && !fields.has("from") && !fields.has("to"));
  }

  /** A network may have the form {@code 33420 MX-FIXED}, or no code. */
  private static @Nullable String carrier(Fields fields) throws RejectException {
    String name = fields.optionalText("network_name");
    String network = fields.optionalText("network");
    if (name != null && !name.strip().equalsIgnoreCase("unknown")) {
      return name;
    }
    return network == null ? null : NetworkCodes.of(network.strip().split("\\s", 2)[0]);
  }
}
