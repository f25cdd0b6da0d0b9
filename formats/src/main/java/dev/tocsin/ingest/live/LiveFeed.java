package dev.tocsin.ingest.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.format.DocumentDecoder;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.LogDecoder;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.topology.intake.IntakeRejectedException;
import dev.tocsin.topology.intake.NativeLogs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a provider that writes its own JSON to its topic: one item a record, a list
 * of items, as webhooks deliver them in batches, or a response of its API.
 */
public final class LiveFeed implements NativeLogs {

  private final LogFormat format;
  private final String provider;
  private final @Nullable String account;
  private final Map<String, String> accounts;
  private final @Nullable ZoneId zone;

  /**
   * @param account of records that name none; null when each must name one
   * @param accounts account id by the provider's name for the account
   * @param zone of times without an offset; null when there are none
   */
  public LiveFeed(
      LogFormat format,
      String provider,
      @Nullable String account,
      Map<String, String> accounts,
      @Nullable ZoneId zone) {
    this.format = format;
    this.provider = provider;
    this.account = account;
    this.accounts = Map.copyOf(accounts);
    this.zone = zone;
  }

  @Override
  public Reading read(byte[] value, long latest) {
    Collector collector = new Collector();
    try {
      JsonNode document = Json.parse(value);
      Instant bound = Instant.ofEpochMilli(latest);
      LogDecoder decoder = format.decoder(new Feed(provider, account, accounts, zone, () -> bound));
      new DocumentDecoder(format, decoder).decode(document).forEach(collector::take);
    } catch (RejectException e) {
      collector.take(explained(e.toRejected(), value));
    }
    return new Reading(collector.logs, collector.rejected, collector.contentFields);
  }

  private Decoded.Rejected<MessageLog> explained(
      Decoded.Rejected<MessageLog> rejected, byte[] value) {
    return rejected.reason() == RejectReason.MALFORMED_JSON
        ? new Decoded.Rejected<>(
            format.explainMalformed(new String(value, StandardCharsets.UTF_8)),
            rejected.field(),
            rejected.detail())
        : rejected;
  }

  @Override
  public byte[] withoutContent(byte[] value) {
    try {
      return new Redaction(format).of(value);
    } catch (RejectException | RuntimeException e) {
      // The content of malformed JSON cannot be separated, and the record must not be lost. An
      // unexpected failure must not stop the stream thread either.
      return value;
    }
  }

  /** Collects the results of one Kafka record. */
  private static final class Collector {

    private final List<MessageLog> logs = new ArrayList<>();
    private @Nullable IntakeRejectedException rejected;
    private int contentFields;

    void take(Decoded<MessageLog> outcome) {
      switch (outcome) {
        case Decoded.Accepted<MessageLog> accepted -> {
          logs.add(accepted.value());
          contentFields += accepted.contentFields().size();
        }
        case Decoded.Skipped<MessageLog> skipped -> contentFields += skipped.contentFields().size();
        case Decoded.Rejected<MessageLog> bad -> {
          if (rejected == null) {
            rejected = new IntakeRejectedException(reason(bad.reason()), bad.summary());
          }
        }
      }
    }

    private static DeadLetterReason reason(RejectReason reason) {
      return switch (reason) {
        case MISSING_FIELD -> DeadLetterReason.MISSING_FIELD;
        case WRONG_TYPE, INVALID_TEXT, CONTROL_CHARACTER, INVALID_E164, INVALID_COUNTRY, DUO_V1 ->
            DeadLetterReason.INVALID_FIELD;
        case INVALID_TIME, TIME_IN_SECONDS -> DeadLetterReason.INVALID_EVENT_TIME;
        case FUTURE_TIME -> DeadLetterReason.FUTURE_EVENT_TIME;
        case PROVIDER_MISMATCH -> DeadLetterReason.PROVIDER_MISMATCH;
        case UNMAPPED_ACCOUNT, UNMAPPED_CHILD_ACCOUNT -> DeadLetterReason.UNMAPPED_ACCOUNT;
        case LINE_TOO_LONG -> DeadLetterReason.TOO_LARGE;
        case FIELD_TOO_LONG -> DeadLetterReason.FIELD_TOO_LONG;
        case API_ERROR -> DeadLetterReason.API_ERROR;
        case CEF -> DeadLetterReason.CEF;
        case INVALID_UTF8,
            MALFORMED_JSON,
            BROKEN_DOCUMENT,
            OTHER_DOCUMENT,
            NOT_AN_OBJECT,
            DUPLICATE_FIELD,
            MALFORMED_CSV,
            WRONG_HEADER,
            WRONG_COLUMN_COUNT,
            NO_ITEMS ->
            DeadLetterReason.MALFORMED_JSON;
      };
    }
  }
}
