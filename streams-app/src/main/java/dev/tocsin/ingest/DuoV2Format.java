package dev.tocsin.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import java.util.Locale;
import java.util.Set;

/**
 * Telephony log of the Duo Admin API, version 2: {@code GET /admin/v2/logs/telephony}. Source: Duo
 * Admin API documentation, "Telephony Logs"; {@code host} and {@code eventtype} are added by Duo's
 * own clients, {@code child_account_id} by duo_log_sync for accounts of a managed service provider.
 */
final class DuoV2Format implements LogFormat {

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
        The API's answers as they are (stat, response.items, metadata; several after each other
        are fine), a JSON array of items, or one item per line, as duo_log_sync writes them.
        log_id is telephony_id, else txid; channel is SMS for type sms and VOICE for type phone;
        message_type is context; sent_at is ts, truncated to the millisecond. The account comes
        from --account, or from --child-account for items with child_account_id.""";
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
  public Decoded<MessageLog> decode(JsonNode item, Feed feed) {
    try {
      Fields fields = new Fields(item);
      Set.of("credits", "host", "eventtype").forEach(fields::ignore);
      if (!fields.has("ts") && (fields.has("isotimestamp") || fields.has("timestamp"))) {
        throw new RejectException(RejectReason.DUO_V1, "ts");
      }
      MessageLog log = new MessageLog();
      log.setLogId(logId(fields));
      log.setAccountId(account(fields, feed));
      log.setPhone(fields.text("phone"));
      log.setChannel(channel(fields.text("type")));
      log.setSentAt(feed.tolerated(fields.isoInstant("ts"), "ts"));
      log.setMessageType(fields.optionalText("context"));
      log.setProvider(feed.provider());
      return fields.accepted(log);
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  @Override
  public RejectReason explainMalformed(String line) {
    return line.startsWith("CEF:") ? RejectReason.CEF : RejectReason.MALFORMED_JSON;
  }

  private static String logId(Fields fields) throws RejectException {
    String transaction = fields.optionalText("txid");
    String telephony = fields.optionalText("telephony_id");
    if (telephony != null) {
      return telephony;
    }
    if (transaction == null) {
      throw new RejectException(
          RejectReason.MISSING_FIELD, "telephony_id", "nor is there a txid to stand in");
    }
    return transaction;
  }

  private static String account(Fields fields, Feed feed) throws RejectException {
    String child = fields.optionalText("child_account_id");
    if (child == null) {
      return feed.requireAccount();
    }
    // Falling back to the parent would tell the wrong customer.
    String account = feed.childAccounts().get(child);
    if (account == null) {
      throw new RejectException(RejectReason.UNMAPPED_CHILD_ACCOUNT, "child_account_id");
    }
    return account;
  }

  // Duo may add kinds at any time; an unknown one is kept as it is.
  private static String channel(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    return upper.equals("PHONE") ? "VOICE" : upper;
  }
}
