package dev.tocsin.ingest.format;

import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SNS's delivery status log of text messages in CloudWatch Logs. Source: Amazon SNS
 * developer guide, and AWS re:Post, "Monitor SNS texts with CloudWatch".
 *
 * <p>A record describes one message to one recipient. SNS writes it when the result of the delivery
 * is known, with the time of publishing. That time has no offset. It is read as UTC, which is not
 * documented: in sample records it agrees with the epoch time of the log event to the minute.
 */
final class AwsSnsFormat extends CloudWatchFormat {

  @Override
  public String id() {
    return "aws-sns";
  }

  @Override
  public String name() {
    return "Amazon SNS, delivery status log of text messages";
  }

  @Override
  public String documentation() {
    return """
        One record per line (notification, delivery, status); log events as CloudWatch Logs returns them
        (events, message), delivers them to a subscription (owner, logGroup, logEvents), decompressed, or
        exports them to Amazon S3 (with the time of the event before each); or rows of a Logs Insights
        query (results, or rows in JSON) that selects @message and, for the account, @log. Each record is
        a message, delivered or not. log_id is notification.messageId; the phone is delivery.destination;
        channel is SMS; message_type is delivery.smsType. sent_at is notification.timestamp, the time of
        publishing, in UTC if it has no offset. The carrier is delivery.phoneCarrier, else delivery.mcc
        and delivery.mnc. The account is the one in the name of the log group, else the owner of the log,
        else that of the feed.""";
  }

  @Override
  public String source() {
    return "https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html";
  }

  @Override
  MessageLog read(Fields fields, Feed feed, @Nullable String owner) throws RejectException {
    fields.ignore("status");
    Fields notification = fields.object("notification");
    Fields delivery = fields.object("delivery");
    delivery.ignore(
        "dwellTimeMs",
        "dwellTimeMsUntilDeviceAck",
        "numberOfMessageParts",
        "priceInUSD",
        "providerResponse");
    MessageLog log = new MessageLog();
    log.setLogId(notification.text("messageId"));
    log.setAccountId(owner == null ? feed.requireAccount("logGroup") : feed.accountOf(owner));
    log.setPhone(delivery.text("destination"));
    log.setChannel("SMS");
    log.setSentAt(
        feed.tolerated(
            notification.isoInstant("timestamp", ZoneOffset.UTC), "notification.timestamp"));
    log.setMessageType(delivery.optionalText("smsType"));
    log.setCarrier(carrier(delivery));
    return log;
  }

  private static @Nullable String carrier(Fields delivery) throws RejectException {
    delivery.ignore("mcc", "mnc");
    String name = delivery.optionalText("phoneCarrier");
    return name == null ? NetworkCodes.ofNumbers(delivery, "mcc", "mnc") : name;
  }
}
