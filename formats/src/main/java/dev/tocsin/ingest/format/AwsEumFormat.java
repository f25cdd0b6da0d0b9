package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events of AWS End User Messaging, formerly Amazon Pinpoint SMS and voice. Source: AWS End User
 * Messaging user guide, "Example event data", "Event types" and "Monitoring with EventBridge".
 *
 * <p>Every event yields a record. Each event has all data of its message, with the time of the
 * request instead of its own, so all events of a message yield the same record, which is stored
 * once. AWS customers choose which events to publish, and no event is part of every choice: {@code
 * TEXT_SENT} is not supported, and the final one may take 72 hours.
 */
final class AwsEumFormat extends CloudWatchFormat {

  @Override
  public String id() {
    return "aws-eum";
  }

  @Override
  public String name() {
    return "AWS End User Messaging, SMS and voice events";
  }

  @Override
  public String documentation() {
    return """
        One event per line, as it arrives at a log group or a stream; log events as CloudWatch Logs
        returns them (events, message), delivers them to a subscription (owner, logGroup, logEvents),
        decompressed, or exports them to Amazon S3 (with the time of the event before each); rows of a
        Logs Insights query that selects @message and, for the account, @log; or EventBridge events
        (detail-type, account, detail). Every event of a message yields the same record, so any event
        destination will do; the carrier is that of one of the events. log_id is messageId; the phone is
        destinationPhoneNumber, and events without it are rejected; channel is SMS for TEXT_ events,
        VOICE for VOICE_, MMS for MEDIA_. sent_at is messageRequestTimestamp, never eventTimestamp.
        message_type is messageType; the carrier is carrierName, else mcc and mnc; the country is
        isoCountryCode. The account is that of EventBridge or the owner of the log, else that of the
        feed. Registration changes are skipped.""";
  }

  @Override
  public String source() {
    return "https://docs.aws.amazon.com/sms-voice/latest/userguide/"
        + "configuration-sets-event-format.html";
  }

  @Override
  MessageLog read(Fields fields, Feed feed, @Nullable String owner)
      throws RejectException, SkipException {
    boolean bridged = fields.has("detail");
    if (bridged) {
      fields.ignore("version", "id", "source", "time", "region", "resources");
      if ("Registration Status Change".equals(fields.optionalText("detail-type"))) {
        throw new SkipException(SkipReason.OTHER_EVENT);
      }
    }
    String named = bridged ? fields.optionalText("account") : owner;
    return event(bridged ? fields.object("detail") : fields, feed, named);
  }

  private static MessageLog event(Fields event, Feed feed, @Nullable String account)
      throws RejectException {
    event.ignore(
        "context",
        "eventTimestamp",
        "eventVersion",
        "isFinal",
        "isInternationalSend",
        "messageEncoding",
        "messageStatus",
        "messageStatusDescription",
        "originationPhoneNumber",
        "protectConfiguration",
        "totalCarrierFee",
        "totalMessageParts",
        "totalMessagePrice");
    String country = event.optionalText("isoCountryCode");
    MessageLog log = new MessageLog();
    log.setLogId(event.text("messageId"));
    log.setAccountId(account == null ? feed.requireAccount("account") : feed.accountOf(account));
    log.setPhone(event.text("destinationPhoneNumber"));
    log.setChannel(channel(event.text("eventType")));
    log.setSentAt(
        feed.tolerated(event.epochMillis("messageRequestTimestamp"), "messageRequestTimestamp"));
    log.setMessageType(event.optionalText("messageType"));
    log.setCarrier(carrier(event));
    log.setCountry(Places.country(country));
    return log;
  }

  private static @Nullable String carrier(Fields event) throws RejectException {
    String name = event.optionalText("carrierName");
    String network = NetworkCodes.of(event.optionalText("mcc"), event.optionalText("mnc"));
    return name == null ? network : name;
  }

  /** The text before the first underscore; AWS adds kinds, such as RCS. */
  private static String channel(String eventType) {
    int end = eventType.indexOf('_');
    String kind = (end > 0 ? eventType.substring(0, end) : eventType).toUpperCase(Locale.ROOT);
    return switch (kind) {
      case "TEXT" -> "SMS";
      case "MEDIA" -> "MMS";
      default -> kind;
    };
  }
}
