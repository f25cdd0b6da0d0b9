package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.TopologySettings;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the log records of the providers. Whose they are is said by the topic, never by them. */
public final class MessageLogReader implements RecordReader<LogRecord> {

  private final Decoder<MessageLog> decoder;
  private final TopologySettings settings;

  /** By topic. */
  private final Map<String, String> providers;

  public MessageLogReader(Deserializer<MessageLog> deserializer, TopologySettings settings) {
    this.decoder = new Decoder<>(deserializer);
    this.settings = settings;
    this.providers =
        settings.providers().stream()
            .collect(Collectors.toUnmodifiableMap(settings.topics()::messageLog, name -> name));
  }

  @Override
  public LogRecord read(RawRecord raw, long now) throws RejectedException {
    if (raw.value() == null) {
      throw new RejectedException(DeadLetterReason.NULL_VALUE, "null value");
    }
    String provider = providerOf(raw.topic());
    MessageLog log = decoder.decode(raw);
    long sentAt =
        Fields.plausible("sent_at", log.getSentAt(), now + settings.futureTolerance().toMillis());
    if (sentAt == 0) {
      // What a client writes that does not know: nobody sent a message at that instant.
      throw new RejectedException(DeadLetterReason.INVALID_EVENT_TIME, "sent_at is the epoch");
    }
    try {
      return record(provider, log, sentAt);
    } catch (RejectedException e) {
      throw new RejectedException(e.reason(), e.detail(), sentAt);
    }
  }

  /** The same object for all records of a topic: it is compared and hashed all along the way. */
  private String providerOf(String topic) {
    String provider = providers.get(topic);
    if (provider == null) {
      throw new IllegalStateException(topic + " has no provider");
    }
    return provider;
  }

  private static LogRecord record(String provider, MessageLog log, long sentAt)
      throws RejectedException {
    if (log.getProvider() != null && !log.getProvider().equals(provider)) {
      throw new RejectedException(
          DeadLetterReason.PROVIDER_MISMATCH, "the topic belongs to provider " + provider);
    }
    return new LogRecord(
        provider,
        Fields.notBlank("account_id", log.getAccountId()),
        Fields.notBlank("log_id", log.getLogId()),
        Fields.notBlank("phone", log.getPhone()),
        Fields.optional("phone_e164", log.getPhoneE164()),
        Fields.channel(Fields.notBlank("channel", log.getChannel())),
        sentAt,
        Fields.optional("message_type", log.getMessageType()),
        Fields.optional("carrier", log.getCarrier()),
        Fields.optional("country", log.getCountry()),
        Fields.optional("state", log.getState()));
  }
}
