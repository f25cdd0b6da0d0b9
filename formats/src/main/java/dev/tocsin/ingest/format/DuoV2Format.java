package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Set;

/**
 * Telephony log of the Duo Admin API, version 2: {@code GET /admin/v2/logs/telephony}. Source: Duo
 * Admin API documentation, "Telephony Logs"; {@code host} and {@code eventtype} are added by Duo's
 * own clients, {@code child_account_id} by duo_log_sync for accounts of a managed service provider.
 */
final class DuoV2Format extends ItemFormat {

  @Override
  public String id() {
    return "duo-v2";
  }

  @Override
  public String name() {
    return "Duo Admin API telephony log, version 2";
  }

  @Override
  public String documentation() {
    return """
        API responses, unchanged (stat, response.items, metadata), one or several; a JSON array of items;
        or one item per line, as duo_log_sync writes them. log_id is telephony_id, else txid; channel is
        SMS for type sms and VOICE for type phone; message_type is context; sent_at is ts, truncated to
        the millisecond. The account is the one mapped to child_account_id, else to host, else that of
        the feed; an item of an unmapped child account is rejected.""";
  }

  @Override
  public String source() {
    return "https://duo.com/docs/adminapi#telephony-logs";
  }

  @Override
  public boolean needsAccount() {
    return true;
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("stat", "response", "items", "metadata", "code", "message", "message_detail");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("response", "items");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    fields.ignore("credits", "eventtype");
    if (!fields.has("ts") && (fields.has("isotimestamp") || fields.has("timestamp"))) {
      throw new RejectException(RejectReason.DUO_V1, "ts");
    }
    MessageLog log = new MessageLog();
    log.setLogId(logId(fields));
    log.setAccountId(Duo.account(fields, feed));
    log.setPhone(fields.text("phone"));
    log.setChannel(Duo.channel(fields.text("type")));
    log.setSentAt(feed.tolerated(fields.isoInstant("ts"), "ts"));
    log.setMessageType(fields.optionalText("context"));
    return log;
  }

  @Override
  public RejectReason explainMalformed(String line) {
    return Duo.explainMalformed(line);
  }

  private static String logId(Fields fields) throws RejectException {
    String transaction = fields.optionalText("txid");
    String telephony = fields.optionalText("telephony_id");
    if (telephony != null) {
      return telephony;
    }
    if (transaction == null) {
      throw new RejectException(
          RejectReason.MISSING_FIELD, "telephony_id", "the record has no txid either");
    }
    return transaction;
  }
}
