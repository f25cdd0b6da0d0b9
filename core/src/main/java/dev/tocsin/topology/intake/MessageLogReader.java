package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.event.MessageLog;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads log records. The topic determines the provider, never the record. */
public final class MessageLogReader implements RecordReader<LogRecord> {

  private final Decoder<MessageLog> decoder;
  private final TopologySettings settings;
  private final Telemetry telemetry;

  /** By topic. */
  private final Map<String, Source> sources;

  /**
   * A provider and its reader.
   *
   * @param natives null if the provider writes the Avro contract
   */
  private record Source(String provider, @Nullable NativeLogs natives) {}

  /**
   * @param natives by provider; the other providers write the Avro contract
   */
  public MessageLogReader(
      Deserializer<MessageLog> deserializer,
      Map<String, NativeLogs> natives,
      TopologySettings settings,
      Telemetry telemetry) {
    this.decoder = new Decoder<>(deserializer);
    this.settings = settings;
    this.telemetry = telemetry;
    this.sources =
        settings.providers().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    settings.topics()::messageLog, name -> new Source(name, natives.get(name))));
  }

  @Override
  public void read(RawRecord raw, long now, List<LogRecord> taken) throws IntakeRejectedException {
    if (raw.value() == null) {
      throw new IntakeRejectedException(DeadLetterReason.NULL_VALUE, "the record has no value");
    }
    Source source = sourceOf(raw.topic());
    long latest = now + settings.futureTolerance().toMillis();
    NativeLogs natives = source.natives();
    if (natives == null) {
      taken.add(record(source.provider(), decoded(source.provider(), raw), latest));
    } else if (isContract(raw.value())) {
      taken.add(record(source.provider(), decoder.decode(raw), latest));
    } else {
      readNative(source.provider(), natives.read(raw.value(), latest), latest, taken);
    }
  }

  private MessageLog decoded(String provider, RawRecord raw) throws IntakeRejectedException {
    try {
      return decoder.decode(raw);
    } catch (IntakeRejectedException e) {
      throw e.reason() == DeadLetterReason.NOT_WIRE_FORMAT && looksLikeJson(raw.value())
          ? new IntakeRejectedException(
              e.reason(),
              "the value looks like JSON: set providers." + provider + ".format to its format")
          : e;
    }
  }

  private static boolean looksLikeJson(byte @Nullable [] value) {
    return value != null && value.length > 0 && (value[0] == '{' || value[0] == '[');
  }

  /**
   * Records imported from files are in the Avro contract, on the same topic as the provider's own
   * format. JSON never begins with the zero byte of the wire format.
   */
  private static boolean isContract(byte[] value) {
    return value.length > 0 && value[0] == 0;
  }

  private void readNative(
      String provider, NativeLogs.Reading reading, long latest, List<LogRecord> taken)
      throws IntakeRejectedException {
    if (reading.contentFields() > 0) {
      telemetry.contentDropped(provider, reading.contentFields());
    }
    IntakeRejectedException rejected = reading.rejected();
    for (MessageLog log : reading.logs()) {
      try {
        taken.add(record(provider, log, latest));
      } catch (IntakeRejectedException e) {
        rejected = e;
      }
    }
    if (rejected != null) {
      throw rejected;
    }
    if (taken.isEmpty()) {
      telemetry.inbound(provider, Telemetry.Outcome.SKIPPED);
    }
  }

  /** Removes message content, which must not reach another topic. */
  @Override
  public RawRecord deadLetter(RawRecord raw) {
    NativeLogs natives = sourceOf(raw.topic()).natives();
    byte[] value = raw.value();
    return natives == null || value == null
        ? raw
        : new RawRecord(
            raw.topic(),
            raw.partition(),
            raw.offset(),
            raw.timestamp(),
            raw.key(),
            natives.withoutContent(value),
            raw.headers());
  }

  /** Returns one object for all records of a topic, because later stages compare and hash it. */
  private Source sourceOf(String topic) {
    Source source = sources.get(topic);
    if (source == null) {
      throw new IllegalStateException("topic " + topic + " has no provider");
    }
    return source;
  }

  private static LogRecord record(String provider, MessageLog log, long latest)
      throws IntakeRejectedException {
    long sentAt = ContractFields.plausible("sent_at", log.getSentAt(), latest);
    if (sentAt == 0) {
      // Clients write the epoch for an unknown time.
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_EVENT_TIME, "sent_at is 1970-01-01T00:00:00Z");
    }
    try {
      return record(provider, log, sentAt, log.getProvider());
    } catch (IntakeRejectedException e) {
      throw new IntakeRejectedException(e.reason(), e.detail(), sentAt);
    }
  }

  private static LogRecord record(
      String provider, MessageLog log, long sentAt, @Nullable String named)
      throws IntakeRejectedException {
    if (named != null && !named.equals(provider)) {
      throw new IntakeRejectedException(
          DeadLetterReason.PROVIDER_MISMATCH, "the topic belongs to provider " + provider);
    }
    return new LogRecord(
        provider,
        ContractFields.notBlank("account_id", log.getAccountId()),
        ContractFields.notBlank("log_id", log.getLogId()),
        ContractFields.notBlank("phone", log.getPhone()),
        ContractFields.optional("phone_e164", log.getPhoneE164()),
        ContractFields.channel(ContractFields.notBlank("channel", log.getChannel())),
        sentAt,
        ContractFields.optional("message_type", log.getMessageType()),
        ContractFields.optional("carrier", log.getCarrier()),
        ContractFields.optional("country", log.getCountry()),
        ContractFields.optional("state", log.getState()));
  }
}
