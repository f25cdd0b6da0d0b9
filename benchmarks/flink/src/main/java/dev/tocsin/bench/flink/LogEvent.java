package dev.tocsin.bench.flink;

import dev.tocsin.event.MessageLog;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A log record: what matching needs, and the record itself as it came in. */
public final class LogEvent {

  private static final long DAY = 86_400_000;

  // Flink's serializer for plain objects asks for public fields and a bare constructor.
  public String account = "";
  public String logId = "";
  public String channel = "";
  public long sentAt;
  public long day;
  public byte[] payload = {};

  /** Reads it. */
  static final class Reader extends WireReader<LogEvent, MessageLog> {

    private static final long serialVersionUID = 1;

    Reader(String registry) {
      super(TypeInformation.of(LogEvent.class), MessageLog.class, registry);
    }

    @Override
    LogEvent event(MessageLog log, byte[] bytes) {
      LogEvent event = new LogEvent();
      event.account = log.getAccountId();
      event.logId = log.getLogId();
      event.channel = log.getChannel();
      event.sentAt = log.getSentAt().toEpochMilli();
      event.day = Math.floorDiv(event.sentAt, DAY);
      event.payload = bytes;
      return event;
    }
  }
}
