package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.MaskedPhone;
import dev.tocsin.demo.check.Observed;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every output of the detector from the first record on, committed records only, as a
 * notifier would, in a thread of its own.
 */
final class Watcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicNames topics;
  private final EventSerdes serdes;
  private final Latencies latencies;
  private final Consumer<byte[], byte[]> consumer;
  private final Observed observed = new Observed();
  private final Map<String, ExposureNotification> samples = new HashMap<>();
  private final Map<String, Map<String, Long>> actions = new HashMap<>();
  private final Map<String, Long> outputs = new HashMap<>();
  private final Map<String, Long> lastFlagged = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread = new Thread(this::run, "demo-watcher");
  private volatile @Nullable RuntimeException failure;
  private long seen;

  /** Starts to read. */
  Watcher(TocsinConfig config, Latencies latencies) {
    this.topics = config.topics();
    this.serdes = Wiring.serdes(config);
    this.latencies = latencies;
    Map<String, Object> props = new HashMap<>(config.consumerProps("demo-watcher", null));
    consumer = new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        List.of(
                topics.exposedRecord(),
                topics.notification(),
                topics.incident(),
                topics.deadLetter())
            .stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks something of what was read so far. */
  synchronized <T> T ask(Function<Observed, T> question) {
    RuntimeException wrong = failure;
    if (wrong != null) {
      throw wrong;
    }
    return question.apply(observed);
  }

  /** The latest summary of an incident. */
  synchronized Optional<IncidentSummary> summary(String incident) {
    return ask(seenSoFar -> Optional.ofNullable(seenSoFar.summaries().get(incident)));
  }

  /** How often an action was told in an incident, whatever the audience. */
  synchronized long told(String incident, String action) {
    return actions.getOrDefault(incident, Map.of()).getOrDefault(action, 0L);
  }

  /** How many records of any output are about an incident, its summary aside. */
  synchronized long said(String incident) {
    return outputs.getOrDefault(incident, 0L);
  }

  /** When the latest record of an incident was flagged, by {@link System#nanoTime}; 0 when none. */
  synchronized long lastFlagged(String incident) {
    return lastFlagged.getOrDefault(incident, 0L);
  }

  /** The latest notification of a kind in an incident, in words, phone numbers masked. */
  synchronized Optional<String> sample(String incident, String action, String audience) {
    return Optional.ofNullable(samples.get(incident + action + audience)).map(Watcher::words);
  }

  /** Records read so far. */
  synchronized long seen() {
    return ask(ignored -> seen);
  }

  /** Whether it has read up to these offsets. */
  synchronized boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        var records = consumer.poll(POLL);
        long now = System.nanoTime();
        synchronized (this) {
          records.forEach(record -> take(record, now));
          for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition));
          }
        }
      }
    } catch (WakeupException | InterruptException e) {
      // Closing: nothing more to read.
      Thread.interrupted();
    } catch (RuntimeException e) {
      failure = new DemoException("the outputs cannot be read: " + e.getMessage(), e);
    } finally {
      consumer.close();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long now) {
    String topic = record.topic();
    seen++;
    if (topic.equals(topics.deadLetter())) {
      Header reason = record.headers().lastHeader(HeaderNames.REASON);
      if (reason == null && record.headers().lastHeader(HeaderNames.REDRIVEN) != null) {
        // A note that one was sent again, not another one.
        return;
      }
      observed.deadLetter(
          reason == null ? "NO_REASON" : new String(reason.value(), StandardCharsets.UTF_8));
    } else if (topic.equals(topics.exposedRecord())) {
      var flagged = serdes.exposedRecord().deserializer().deserialize(topic, record.value());
      observed.exposure(flagged);
      lastFlagged.put(flagged.getIncidentId(), now);
      outputs.merge(flagged.getIncidentId(), 1L, Long::sum);
    } else if (topic.equals(topics.incident())) {
      observed.summary(
          key(record), serdes.incident().deserializer().deserialize(topic, record.value()));
    } else {
      notification(
          key(record),
          serdes.notification().deserializer().deserialize(topic, record.value()),
          now);
    }
  }

  private void notification(String key, ExposureNotification said, long now) {
    observed.notification(key, said);
    String incident = said.getIncident().getIncidentId();
    actions.computeIfAbsent(incident, i -> new HashMap<>()).merge(said.getAction(), 1L, Long::sum);
    outputs.merge(incident, 1L, Long::sum);
    samples.put(incident + said.getAction() + said.getAudience(), said);
    String phone = said.getPhone();
    if (phone != null && incident.equals(StoryPlan.KEY) && said.getAction().equals("CREATED")) {
      latencies.told(said.getAccountId(), phone, now);
    }
  }

  private static String words(ExposureNotification said) {
    String phone = said.getPhone();
    String name =
        said.getAccountName() == null ? "account " + said.getAccountId() : said.getAccountName();
    String contact = said.getContact() == null ? "" : " <" + said.getContact() + ">";
    String whom = phone == null ? name + contact : MaskedPhone.phone(phone) + " of " + name;
    String what =
        phone == null
            ? said.getRecordCount() + " records of " + said.getAffectedUserCount() + " people"
            : said.getIncident().getTitle();
    return said.getAction() + " #" + said.getRevision() + "  " + whom + ": " + what;
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }
}
