package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Telnyx's webhook events of messages. Source: Telnyx developer documentation, "Receiving Webhooks
 * for Messaging", and the callbacks "Delivery update" and "Inbound message".
 *
 * <p>{@code message.sent} reports the sending. {@code message.finalized} repeats it and is skipped,
 * except for recipients to whom sending failed: they have no {@code message.sent}. All events of a
 * message have the time of the request, so an event that is read twice yields the same record.
 */
final class TelnyxWebhookFormat implements LogFormat {

  @Override
  public String id() {
    return "telnyx-webhook";
  }

  @Override
  public String name() {
    return "Telnyx messaging webhooks";
  }

  @Override
  public String documentation() {
    return """
        One event per line, as posted (data, meta). An event with several recipients in to and cc yields
        a message for each of them. message.sent and message.received yield records; message.finalized is
        skipped except for recipients with status sending_failed, who have no message.sent. Other events
        are skipped. log_id is the payload's id; channel is its type; message_type is its direction.
        sent_at is received_at, the time of the request or of the inbound message: the payload's sent_at
        may still be empty. The phone and the carrier are those of the recipient, or of from for an
        inbound message. The account is organization_id, else that of the feed.""";
  }

  @Override
  public String source() {
    return "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks";
  }

  @Override
  public LogDecoder decoder(Feed feed) {
    return item -> decode(item, feed);
  }

  private static List<Decoded<MessageLog>> decode(JsonNode item, Feed feed) {
    try {
      Fields fields = new Fields(item);
      fields.ignore("meta");
      Fields event = fields.object("data");
      event.ignore("id", "occurred_at", "record_type");
      String type = event.text("event_type");
      return switch (type) {
        case "message.sent", "message.finalized" -> {
          List<Decoded<MessageLog>> outcomes = new ArrayList<>();
          Fields payload = payload(event);
          for (Fields recipient : recipients(payload, item)) {
            outcomes.add(outbound(payload, recipient, feed, type.equals("message.sent")));
          }
          yield withLeftovers(fields, outcomes);
        }
        case "message.received" -> {
          Fields payload = payload(event);
          // The recipients are the customer's own number and other members of a group.
          payload.ignore("to", "cc");
          yield List.of(fields.accepted(log(payload, payload.object("from"), feed)));
        }
        default ->
            List.of(
                fields.skipped(
                    type.startsWith("message.")
                        ? SkipReason.STATUS_EVENT
                        : SkipReason.OTHER_EVENT));
      };
    } catch (RejectException e) {
      return List.of(e.toRejected());
    }
  }

  private static Fields payload(Fields event) throws RejectException {
    Fields payload = event.object("payload");
    payload.ignore(
        "autoresponse_type",
        "cc",
        "completed_at",
        "cost",
        "cost_breakdown",
        "encoding",
        "errors",
        "from",
        "is_spam",
        "media",
        "messaging_profile_id",
        "num_chars",
        "parts",
        "record_type",
        "sent_at",
        "tags",
        "tcr_campaign_billable",
        "tcr_campaign_id",
        "tcr_campaign_registered",
        "valid_until",
        "webhook_failover_url",
        "webhook_url");
    return payload;
  }

  private static List<Fields> recipients(Fields payload, JsonNode item) throws RejectException {
    List<Fields> recipients = new ArrayList<>(payload.objects("to"));
    // Nearly always an empty list.
    if (!item.path("data").path("payload").path("cc").isEmpty()) {
      recipients.addAll(payload.objects("cc"));
    }
    return recipients;
  }

  private static Decoded<MessageLog> outbound(
      Fields payload, Fields recipient, Feed feed, boolean sending) {
    try {
      String status = recipient.optionalText("status");
      if (!sending && !"sending_failed".equals(status)) {
        recipient.ignore("phone_number", "carrier", "line_type");
        throw new SkipException(SkipReason.STATUS_EVENT);
      }
      return new Decoded.Accepted<>(log(payload, recipient, feed), List.of(), List.of());
    } catch (SkipException e) {
      return new Decoded.Skipped<>(e.reason(), List.of());
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  private static MessageLog log(Fields payload, Fields party, Feed feed) throws RejectException {
    party.ignore("line_type", "status");
    String own = payload.optionalText("organization_id");
    MessageLog log = new MessageLog();
    log.setProvider(feed.provider());
    log.setLogId(payload.text("id"));
    log.setAccountId(own == null ? feed.requireAccount("organization_id") : feed.accountOf(own));
    log.setPhone(party.text("phone_number"));
    log.setChannel(payload.text("type").toUpperCase(Locale.ROOT));
    log.setSentAt(feed.tolerated(payload.isoInstant("received_at"), "data.payload.received_at"));
    log.setMessageType(payload.text("direction"));
    log.setCarrier(party.optionalText("carrier"));
    return log;
  }

  /** Reports the dropped fields of the event once, not for each recipient. */
  private static List<Decoded<MessageLog>> withLeftovers(
      Fields fields, List<Decoded<MessageLog>> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Decoded.Accepted<MessageLog> accepted -> {
          outcomes.set(i, fields.accepted(accepted.value()));
          return outcomes;
        }
        case Decoded.Skipped<MessageLog> skipped -> {
          outcomes.set(i, fields.skipped(skipped.reason()));
          return outcomes;
        }
        case Decoded.Rejected<MessageLog> rejected -> {}
      }
    }
    return outcomes;
  }
}
