package dev.tocsin.bench.cluster;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.workload.Coding;
import dev.tocsin.bench.workload.LogLine;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's inputs: log records as a provider's Java client would, with the account as the
 * key, accounts, and windows. Used by one thread.
 */
public final class InputFeed implements AutoCloseable {

  private final RunScope run;
  private final Coding coding;
  private final EventSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final CRC32C crc = new CRC32C();
  private long digest;

  /** Opens a run's inputs, log records in the contract's form. */
  public InputFeed(RunScope run) {
    this(run, Coding.AVRO);
  }

  /** Opens a run's inputs. */
  public InputFeed(RunScope run, Coding coding) {
    this.run = run;
    this.coding = coding;
    this.serdes = Wiring.serdes(run.config(Map.of()));
    this.producer =
        new KafkaProducer<>(
            ClientSettings.producer(run.cluster().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Pushes a range of the workload and waits until the broker has it. */
  public void logs(Workload workload, int from, int to) {
    workload.push(from, to, this::log);
    flush();
  }

  /** Pushes one record without waiting. */
  public void log(LogLine line) {
    byte[] value =
        coding == Coding.AVRO
            ? serdes.messageLog().serializer().serialize(run.logs(), message(line))
            : Coding.json(line);
    crc.reset();
    crc.update(value);
    digest += crc.getValue();
    send(run.logs(), coding == Coding.AVRO ? line.account() : null, value);
  }

  /** The sum of the checksums of all log records pushed: equal for an equal set of records. */
  public long digest() {
    return digest;
  }

  /** Writes all accounts. */
  public void accounts() {
    for (int i = 0; i < Workload.ACCOUNTS; i++) {
      String id = Workload.account(i);
      String topic = run.topics().account();
      Account account = new Account(id, "Customer " + i, "soc@customer.example", "US", null);
      send(topic, id, serdes.account().serializer().serialize(topic, account));
    }
    flush();
  }

  /** Declares windows and waits until the broker has them. */
  public void windows(List<WorkloadWindow> windows) {
    String topic = run.topics().window();
    for (WorkloadWindow window : windows) {
      send(topic, window.id(), serdes.window().serializer().serialize(topic, event(window)));
    }
    flush();
  }

  /** Waits until the broker has everything. */
  public void flush() {
    producer.flush();
    Exception wrong = failure.get();
    if (wrong != null) {
      throw new IllegalStateException("the inputs could not be written", wrong);
    }
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }

  private void send(String topic, @Nullable String key, byte[] value) {
    // The callback hears of the outcome.
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value),
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  private static MessageLog message(LogLine line) {
    return new MessageLog(
        line.logId(),
        line.account(),
        line.phone(),
        line.phone(),
        line.channel(),
        Instant.ofEpochMilli(line.sentAt()),
        line.messageType(),
        line.carrier(),
        line.country(),
        line.state(),
        null);
  }

  private static CompromiseWindow event(WorkloadWindow window) {
    Long to = window.to();
    return CompromiseWindow.newBuilder()
        .setWindowId(window.id())
        .setIncident(
            Incident.newBuilder()
                .setIncidentId(window.id())
                .setTitle("Message logs downloaded")
                .setBecameAwareAt(Instant.ofEpochMilli(window.from()))
                .build())
        .setProvider(DetectorSettings.PROVIDER)
        .setAccountIds(window.account() == null ? null : List.of(window.account()))
        .setChannels(window.channel() == null ? null : List.of(window.channel()))
        .setFrom(Instant.ofEpochMilli(window.from()))
        .setTo(to == null ? null : Instant.ofEpochMilli(to))
        .setStatus("ACTIVE")
        .build();
  }
}
