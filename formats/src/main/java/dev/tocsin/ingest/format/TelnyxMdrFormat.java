package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's message detail records: {@code GET /v2/detail_records} with {@code record_type
 * messaging}. Source: Telnyx API reference, "Search detail records".
 *
 * <p>Telnyx completes a record while its message is in transit, with {@code sent_at} among others.
 * The time of creation never changes, so it is the record's time and every poll yields the same
 * record.
 */
final class TelnyxMdrFormat extends ItemFormat {

  @Override
  public String id() {
    return "telnyx-mdr";
  }

  @Override
  public String name() {
    return "Telnyx message detail records";
  }

  @Override
  public String documentation() {
    return """
        Pages of a search, unchanged (data, meta), or one record per line. log_id is uuid, or id in
        reports; channel is message_type; message_type is direction. The phone is cld, or cli of an
        inbound message. sent_at is created_at, the time of the request; Telnyx sets its own sent_at
        later, so that is used only if created_at is absent. The carrier is carrier, else mcc and mnc; the
        country is country_code, or source_country_code of an inbound message. The account is user_id,
        else that of the feed.""";
  }

  @Override
  public String source() {
    return "https://developers.telnyx.com/api-reference/detail-records/search-detail-records";
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("data", "meta");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("data");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    fields.ignore(
        "carrier_fee",
        "cld",
        "cli",
        "completed_at",
        "cost",
        "country_code",
        "currency",
        "delivery_status",
        "delivery_status_failover_url",
        "delivery_status_webhook_url",
        "errors",
        "fteu",
        "on_net",
        "parts",
        "profile_id",
        "profile_name",
        "rate",
        "record_type",
        "sent_at",
        "source_country_code",
        "status",
        "tags",
        "updated_at");
    String direction = fields.text("direction");
    boolean inbound = Direction.isInbound("direction", direction);
    String own = fields.optionalText("user_id");
    String country = fields.optionalText(inbound ? "source_country_code" : "country_code");
    MessageLog log = new MessageLog();
    log.setLogId(logId(fields));
    log.setAccountId(own == null ? feed.requireAccount("user_id") : feed.accountOf(own));
    log.setPhone(fields.text(inbound ? "cli" : "cld"));
    log.setChannel(fields.text("message_type").toUpperCase(Locale.ROOT));
    log.setSentAt(sentAt(fields, feed));
    log.setMessageType(direction);
    log.setCarrier(carrier(fields));
    log.setCountry(Places.country(country));
    return log;
  }

  private static String logId(Fields fields) throws RejectException {
    String report = fields.optionalText("id");
    return report != null && !fields.has("uuid") ? report : fields.text("uuid");
  }

  private static Instant sentAt(Fields fields, Feed feed) throws RejectException {
    String time = fields.has("sent_at") && !fields.has("created_at") ? "sent_at" : "created_at";
    fields.ignore("created_at");
    return feed.tolerated(fields.isoInstant(time), time);
  }

  private static @Nullable String carrier(Fields fields) throws RejectException {
    String name = fields.optionalText("carrier");
    String network = NetworkCodes.of(fields.optionalText("mcc"), fields.optionalText("mnc"));
    return name == null ? network : name;
  }
}
