package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.Schedule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates the records of an input topic. A record is forwarded as valid or as a dead letter, or
 * is parked while the schema registry is unavailable. No input makes this processor throw.
 */
public final class IntakeProcessor<T> implements Processor<byte[], byte[], byte[], Intake<T>> {

  private static final Logger log = LoggerFactory.getLogger(IntakeProcessor.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration WARN_EVERY = Duration.ofSeconds(30);

  /** The header of the Confluent wire format: a zero byte and the schema id. */
  private static final int HEADER_BYTES = 5;

  private static final int NO_SCHEMA = -1;
  private static final byte[] NO_KEY = {};

  private final StoreTable parkingTable;
  private final String onward;
  private final RecordReader<T> reader;
  private final boolean keepOrder;
  private final TopologySettings settings;
  private final Telemetry telemetry;

  private final Set<Integer> knownSchemas = new HashSet<>();

  /** Values of the current record. */
  private final List<T> taken = new ArrayList<>();

  /** The schema of the last record: nearly all records of a topic have the same. */
  private int lastSchema = NO_SCHEMA;

  private @Nullable ProcessorContext<byte[], Intake<T>> context;
  private @Nullable Parking parking;
  private @Nullable Schedule schedule;
  private boolean registryUnavailable;
  private long lastWarning = Long.MIN_VALUE / 2;
  private long reportedParked;

  /**
   * @param parkingTable has the parked records
   * @param onward the child node for valid records; dead letters are forwarded to every child
   * @param keepOrder whether records after a parked record are parked too
   */
  public IntakeProcessor(
      StoreTable parkingTable,
      String onward,
      RecordReader<T> reader,
      boolean keepOrder,
      TopologySettings settings,
      Telemetry telemetry) {
    this.parkingTable = parkingTable;
    this.onward = onward;
    this.reader = reader;
    this.keepOrder = keepOrder;
    this.settings = settings;
    this.telemetry = telemetry;
  }

  @Override
  public void init(ProcessorContext<byte[], Intake<T>> context) {
    this.context = context;
    BufferedStore store = context.getStateStore(parkingTable.store());
    this.parking = new Parking(store.table(parkingTable));
    this.registryUnavailable = false;
    Schedule started = new Schedule(context);
    started.every(RETRY, now -> retry());
    schedule = started;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("the record has no metadata"));
    RawRecord raw =
        new RawRecord(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            TolerantTimestamps.original(record),
            record.key(),
            record.value(),
            record.headers());
    if (raw.size() > settings.intakeMaxBytes()) {
      // Checked first, because the record could not even be parked.
      reject(
          raw,
          DeadLetterReason.TOO_LARGE,
          raw.size() + " bytes; at most " + settings.intakeMaxBytes() + " are allowed",
          null);
    } else if (mustPark(raw) || !take(raw)) {
      park(raw);
    }
  }

  private boolean mustPark(RawRecord raw) {
    if (keepOrder && parking().size() > 0) {
      return true;
    }
    // During an outage only records with known schemas are read: a request for every other record
    // would delay them.
    return registryUnavailable && !knownSchemas.contains(schemaId(raw)) && schemaId(raw) >= 0;
  }

  /** Returns false when the schema registry is needed and unavailable. */
  private boolean take(RawRecord raw) {
    long now = context().currentSystemTimeMs();
    taken.clear();
    IntakeRejectedException rejected = null;
    try {
      checkTimestamp(raw, now);
      reader.read(raw, now, taken);
    } catch (IntakeRejectedException e) {
      rejected = e;
    } catch (RecordReader.UnavailableException e) {
      registryUnavailable = true;
      logOutage(raw, e, now);
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      log.atError()
          .addKeyValue("record", raw)
          .addKeyValue("failure", e.getClass().getName())
          .log("Failed to validate a record; sent it to the dead-letter topic");
      reject(raw, DeadLetterReason.INTERNAL_ERROR, e.getClass().getName(), null);
      return true;
    }
    // Outside of the try block above: a failure of a later node does not make this record invalid.
    Redriven redriven = Redriven.of(raw.headers());
    for (T value : taken) {
      Intake<T> valid = new Intake.Valid<>(value, raw.timestamp(), redriven);
      context().forward(record(raw, valid, now), onward);
    }
    if (rejected != null) {
      // After the valid values: a redriven record may be partly valid.
      reject(raw, rejected.reason(), rejected.detail(), rejected.eventTime());
      return true;
    }
    known(schemaId(raw));
    if (taken.isEmpty() && redriven != null) {
      context().forward(record(raw, new Intake.Skipped<>(raw.topic(), redriven), now), onward);
    }
    return true;
  }

  private void checkTimestamp(RawRecord raw, long now) throws IntakeRejectedException {
    if (raw.timestamp() < 0) {
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_RECORD_TIMESTAMP,
          "timestamp " + raw.timestamp() + " is negative");
    }
    if (raw.timestamp() > now + settings.futureTolerance().toMillis()) {
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_RECORD_TIMESTAMP,
          "timestamp " + raw.timestamp() + " is in the future");
    }
  }

  private void logOutage(RawRecord raw, Exception cause, long now) {
    if (now - lastWarning < WARN_EVERY.toMillis()) {
      return;
    }
    lastWarning = now;
    log.atWarn()
        .addKeyValue("record", raw)
        .addKeyValue("cause", cause.getMessage())
        .log("The schema registry is unavailable; records with unknown schemas are parked");
  }

  private void reject(
      RawRecord raw, DeadLetterReason reason, String detail, @Nullable Long eventTime) {
    telemetry.deadLetter(raw.topic(), reason);
    Intake<T> dead = new Intake.Dead<>(reader.deadLetter(raw), reason, detail, eventTime);
    context().forward(record(raw, dead, context().currentSystemTimeMs()));
  }

  private void known(int schema) {
    if (schema != lastSchema) {
      lastSchema = schema;
      knownSchemas.add(schema);
    }
  }

  /**
   * Limits the timestamp to the current time: brokers reject timestamps far in the future, which
   * would stop the thread.
   */
  private Record<byte[], Intake<T>> record(RawRecord raw, Intake<T> outcome, long now) {
    long timestamp = Math.max(0, Math.min(raw.timestamp(), now));
    return new Record<>(raw.key() == null ? NO_KEY : raw.key(), outcome, timestamp);
  }

  private void park(RawRecord raw) {
    if (parking().size() >= settings.parkedMaxRecords()) {
      // Stop consuming rather than fill the disk: the replaced thread reads the record again.
      throw new RecordReader.UnavailableException(
          parkingTable.label()
              + " holds "
              + parking().size()
              + " records, the limit of parked.max.records, and the schema registry is unavailable;"
              + " restore the registry",
          new IllegalStateException("parking is full"));
    }
    parking().add(raw);
    settings
        .topics()
        .providerOf(raw.topic())
        .ifPresent(provider -> telemetry.inbound(provider, Telemetry.Outcome.PARKED));
    report();
  }

  private void retry() {
    registryUnavailable = false;
    parking().drain(this::take);
    report();
  }

  private void report() {
    long parked = parking().size();
    if (parked != reportedParked) {
      reportedParked = parked;
      telemetry.parked(reporter(), parked);
    }
  }

  private static int schemaId(RawRecord raw) {
    byte[] value = raw.value();
    return value == null || value.length < HEADER_BYTES || value[0] != 0
        ? NO_SCHEMA
        : ByteBuffer.wrap(value).getInt(1);
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.end();
    }
    telemetry.taskClosed(reporter());
  }

  private String reporter() {
    return parkingTable.label() + "-" + context().taskId();
  }

  private ProcessorContext<byte[], Intake<T>> context() {
    if (context == null) {
      throw new IllegalStateException("not initialized");
    }
    return context;
  }

  private Parking parking() {
    if (parking == null) {
      throw new IllegalStateException("not initialized");
    }
    return parking;
  }
}
