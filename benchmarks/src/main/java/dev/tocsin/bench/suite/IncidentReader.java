package dev.tocsin.bench.suite;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.contender.WrongOutputException;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.serde.AvroDeserializer;
import dev.tocsin.testkit.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The detector's summaries of incidents, the latest of each. */
final class IncidentReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  private final TopicReader reader;
  private final AvroDeserializer<IncidentSummary> deserializer;
  private final Map<String, IncidentSummary> latest = new HashMap<>();

  IncidentReader(RunScope run) {
    reader =
        new TopicReader(
            ClientSettings.consumer(run.cluster().bootstrap()), List.of(run.topics().incident()));
    deserializer = new AvroDeserializer<>(IncidentSummary.class);
    deserializer.configure(Map.of("schema.registry.url", run.cluster().registry()), false);
  }

  /**
   * Waits until the scan of an incident is complete.
   *
   * @throws WrongOutputException when the summary does not say so in time
   */
  IncidentSummary awaitComplete(String incident, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      IncidentSummary summary = latest.get(incident);
      if (summary != null
          && summary.getCoverage().getState().equals("COMPLETE")
          && summary.getPartitionsComplete() == summary.getPartitionsTotal()) {
        return summary;
      }
      reader.poll(POLL).forEach(this::take);
    }
    throw new WrongOutputException(
        "tocsin did not complete " + incident + " within " + limit.toSeconds() + " s");
  }

  @Override
  public void close() {
    reader.close();
    deserializer.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    IncidentSummary summary =
        Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value()));
    latest.put(summary.getIncident().getIncidentId(), summary);
  }
}
