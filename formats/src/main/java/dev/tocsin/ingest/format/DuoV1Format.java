package dev.tocsin.ingest.format;

import dev.tocsin.domain.Sha256;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Telephony log of the Duo Admin API, version 1: {@code GET /admin/v1/logs/telephony}. Source: Duo
 * Admin API v1 documentation, "Telephony Logs"; {@code host} and {@code eventtype} are added by
 * Duo's own clients.
 *
 * <p>The items have no identifier, so one is derived from their fields alone, not from their
 * position or file. Equal items are therefore one record. They may be one message in two
 * overlapping polls, which is common, or two messages of the same second to the same phone for the
 * same purpose, which is rare; an item does not show which. A position would depend on where an
 * input begins and ends, so the same items in other files, or live, would become other records. No
 * exposed person is missed: the one record has the same person, account and time.
 */
final class DuoV1Format extends ItemFormat {

  @Override
  public String id() {
    return "duo-v1";
  }

  @Override
  public String name() {
    return "Duo Admin API telephony log, version 1";
  }

  @Override
  public String documentation() {
    return """
        API responses, unchanged (stat, response), one or several; a JSON array of items; or one item per
        line. Items have no identifier: log_id is a hash of account, time in seconds, phone, type and
        context. Overlapping polls therefore give the same records, in one file or several, in any order.
        Two messages with equal values of all these fields are one record; duo-v2 distinguishes them.
        channel is SMS for type sms and VOICE for type phone; message_type is context; sent_at is
        timestamp in seconds, else isotimestamp. The account is the one mapped to child_account_id, else
        to host, else that of the feed; an item of an unmapped child account is rejected.""";
  }

  @Override
  public String source() {
    return "https://duo.com/docs/adminapi-v1#telephony-logs";
  }

  @Override
  public boolean needsAccount() {
    return true;
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("stat", "response", "code", "message", "message_detail");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("response");
  }

  @Override
  public RejectReason explainMalformed(String line) {
    return Duo.explainMalformed(line);
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    fields.ignore("credits", "eventtype");
    String account = Duo.account(fields, feed);
    String phone = fields.text("phone");
    String type = fields.text("type");
    @Nullable String context = fields.optionalText("context");
    Instant sentAt = sentAt(fields, feed);
    MessageLog log = new MessageLog();
    log.setLogId(
        hash(
            account,
            Long.toString(sentAt.getEpochSecond()),
            phone,
            type,
            context == null ? "" : context));
    log.setAccountId(account);
    log.setPhone(phone);
    log.setChannel(Duo.channel(type));
    log.setSentAt(sentAt);
    log.setMessageType(context);
    return log;
  }

  /**
   * Both fields have the same time and must give the same hash, so both are truncated to seconds.
   */
  private static Instant sentAt(Fields fields, Feed feed) throws RejectException {
    if (fields.has("timestamp")) {
      fields.ignore("isotimestamp");
      return feed.tolerated(fields.epochSeconds("timestamp"), "timestamp");
    }
    if (fields.has("isotimestamp")) {
      return feed.tolerated(fields.isoInstant("isotimestamp"), "isotimestamp")
          .truncatedTo(ChronoUnit.SECONDS);
    }
    throw new RejectException(
        RejectReason.MISSING_FIELD,
        "timestamp",
        fields.has("ts") ? "use format duo-v2 for records of version 2" : null);
  }

  private static String hash(String... fields) {
    return HexFormat.of().formatHex(Sha256.digest(fields));
  }
}
