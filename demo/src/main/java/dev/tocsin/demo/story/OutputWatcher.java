package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.Observed;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.phone.PhoneMask;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads all outputs of the detector from their beginning, committed records only, as a notifier
 * does, in a thread of its own.
 */
final class OutputWatcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicNames topics;
  private final EventSerdes serdes;
  private final Latencies latencies;
  private final TopicReader reader;
  private final Observed observed = new Observed();
  private final Map<String, ExposureNotification> samples = new HashMap<>();
  private final Map<String, Map<String, Long>> actions = new HashMap<>();
  private final Map<String, Long> outputs = new HashMap<>();
  private final Map<String, Long> lastFlagged = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread = new Thread(this::run, "demo-watcher");
  private volatile @Nullable RuntimeException failure;
  private long read;

  /** Starts to read. */
  OutputWatcher(TocsinConfig config, Latencies latencies) {
    this.topics = config.topics();
    this.serdes = Wiring.serdes(config);
    this.latencies = latencies;
    reader =
        new TopicReader(
            config.consumerProps("demo-watcher", null),
            List.of(
                topics.exposedRecord(),
                topics.notification(),
                topics.incident(),
                topics.deadLetter()));
    thread.setDaemon(true);
    thread.start();
  }

  /** Computes something from the outputs that were read so far. */
  synchronized <T> T ask(Function<Observed, T> question) {
    RuntimeException wrong = failure;
    if (wrong != null) {
      throw wrong;
    }
    return question.apply(observed);
  }

  /** The latest summary of an incident. */
  synchronized Optional<IncidentSummary> summary(String incident) {
    return ask(soFar -> Optional.ofNullable(soFar.incidents().get(incident)));
  }

  /** How many notifications with an action an incident has caused. */
  synchronized long notifications(String incident, String action) {
    return actions.getOrDefault(incident, Map.of()).getOrDefault(action, 0L);
  }

  /** How many exposures and notifications an incident has caused. */
  synchronized long outputs(String incident) {
    return outputs.getOrDefault(incident, 0L);
  }

  /** When the latest record of an incident was read, by {@link System#nanoTime}; 0 before it. */
  synchronized long lastFlagged(String incident) {
    return lastFlagged.getOrDefault(incident, 0L);
  }

  /** The latest notification of a kind in an incident, as one line with a masked phone number. */
  synchronized Optional<String> sample(String incident, String action, String audience) {
    return Optional.ofNullable(samples.get(incident + action + audience)).map(OutputWatcher::line);
  }

  /** Number of records read so far. */
  synchronized long read() {
    return ask(ignored -> read);
  }

  /** Whether it has read up to these offsets. */
  synchronized boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  @Override
  public void close() {
    reader.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        var records = reader.poll(POLL);
        long now = System.nanoTime();
        synchronized (this) {
          records.forEach(record -> take(record, now));
          positions.putAll(reader.positions());
        }
      }
    } catch (WakeupException | InterruptException e) {
      // Closing.
      Thread.interrupted();
    } catch (RuntimeException e) {
      failure = new DemoException("the output topics cannot be read: " + e.getMessage(), e);
    } finally {
      reader.close();
      serdes.close();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long now) {
    String topic = record.topic();
    read++;
    if (topic.equals(topics.deadLetter())) {
      Header reason = record.headers().lastHeader(HeaderNames.REASON);
      if (reason == null && record.headers().lastHeader(HeaderNames.REDRIVEN) != null) {
        // The note that a dead letter was redriven is not another dead letter.
        return;
      }
      observed.deadLetter(
          reason == null ? "NO_REASON" : new String(reason.value(), StandardCharsets.UTF_8));
    } else if (topic.equals(topics.exposedRecord())) {
      var event = serdes.exposedRecord().deserializer().deserialize(topic, record.value());
      observed.exposure(event);
      lastFlagged.put(event.getIncidentId(), now);
      outputs.merge(event.getIncidentId(), 1L, Long::sum);
    } else if (topic.equals(topics.incident())) {
      observed.incident(serdes.incident().deserializer().deserialize(topic, record.value()));
    } else {
      notification(
          new String(record.key(), StandardCharsets.UTF_8),
          serdes.notification().deserializer().deserialize(topic, record.value()),
          now);
    }
  }

  private void notification(String key, ExposureNotification event, long now) {
    observed.notification(key, event);
    String incident = event.getIncident().getIncidentId();
    actions.computeIfAbsent(incident, i -> new HashMap<>()).merge(event.getAction(), 1L, Long::sum);
    outputs.merge(incident, 1L, Long::sum);
    samples.put(incident + event.getAction() + event.getAudience(), event);
    String phone = event.getPhone();
    if (phone != null && incident.equals(StoryPlan.KEY) && event.getAction().equals("CREATED")) {
      latencies.notified(event.getAccountId(), phone, now);
    }
  }

  private static String line(ExposureNotification event) {
    String phone = event.getPhone();
    String name =
        event.getAccountName() == null ? "account " + event.getAccountId() : event.getAccountName();
    String contact = event.getContact() == null ? "" : " <" + event.getContact() + ">";
    String recipient = phone == null ? name + contact : PhoneMask.of(phone) + " of " + name;
    String content =
        phone == null
            ? event.getRecordCount() + " records of " + event.getAffectedUserCount() + " people"
            : event.getIncident().getTitle();
    return event.getAction() + " #" + event.getRevision() + "  " + recipient + ": " + content;
  }
}
