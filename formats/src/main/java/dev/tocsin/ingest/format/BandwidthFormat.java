package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bandwidth's list of messages: {@code GET /users/{accountId}/messages}. Source: Bandwidth
 * Messaging API, "List Messages". A record has the current status of its message and the unchanging
 * time at which Bandwidth received the message, so every poll yields the same record.
 */
final class BandwidthFormat extends ItemFormat {

  @Override
  public String id() {
    return "bandwidth";
  }

  @Override
  public String name() {
    return "Bandwidth message list";
  }

  @Override
  public String documentation() {
    return """
        Pages of the message list, unchanged (totalCount, pageInfo, messages), or one message per line.
        Field names are those of the API (messageId) or of Bandwidth's client libraries (message_id).
        log_id is messageId; channel is messageType; message_type is messageDirection. The phone is
        destinationTn, or sourceTn of an inbound message. sent_at is receiveTime, the time at which
        Bandwidth received the message, whatever its current status. The carrier is carrierName, unless
        that is "other". The account is accountId, else that of the feed.""";
  }

  @Override
  public String source() {
    return "https://dev.bandwidth.com/docs/messaging/getMessage";
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("totalCount", "pageInfo", "messages", "total_count", "page_info");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("messages");
  }

  @Override
  MessageLog read(Fields fields, Feed feed) throws RejectException {
    Spelling as = fields.has("message_id") ? Spelling::snake : name -> name;
    for (String known :
        Set.of(
            "attachmentCount",
            "campaignClass",
            "campaignId",
            "destinationTn",
            "errorCode",
            "messageLength",
            "messageSize",
            "messageStatus",
            "recipientCount",
            "segmentCount",
            "sourceTn")) {
      fields.ignore(as.of(known));
    }
    String direction = fields.text(as.of("messageDirection"));
    boolean inbound = Direction.isInbound(as.of("messageDirection"), direction);
    String own = fields.optionalText(as.of("accountId"));
    MessageLog log = new MessageLog();
    log.setLogId(fields.text(as.of("messageId")));
    log.setAccountId(own == null ? feed.requireAccount(as.of("accountId")) : feed.accountOf(own));
    log.setPhone(fields.text(as.of(inbound ? "sourceTn" : "destinationTn")));
    log.setChannel(fields.text(as.of("messageType")).toUpperCase(Locale.ROOT));
    String time = as.of("receiveTime");
    log.setSentAt(feed.tolerated(fields.isoInstant(time), time));
    log.setMessageType(direction);
    log.setCarrier(carrier(fields.optionalText(as.of("carrierName"))));
    return log;
  }

  /** Bandwidth writes "other" for a carrier that it does not name. */
  private static @Nullable String carrier(@Nullable String name) {
    return name == null || name.equalsIgnoreCase("other") ? null : name;
  }
}
