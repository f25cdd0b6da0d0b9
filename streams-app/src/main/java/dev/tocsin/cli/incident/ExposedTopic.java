package dev.tocsin.cli.incident;

import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exposed records of an incident. The topic contains an event per flagged and per
 * withdrawn record, so it is read twice: once for the positions of the records that are not
 * withdrawn, and once for the records themselves.
 */
final class ExposedTopic {

  private static final String FLAGGED = "FLAGGED";

  private final TocsinConfig config;
  private final String incident;
  private final @Nullable String account;
  private final Consumer<String> notes;

  private record Place(int partition, long offset) {

    static Place of(ConsumerRecord<?, ?> polled) {
      return new Place(polled.partition(), polled.offset());
    }
  }

  /**
   * @param account only records of this account; null for all
   * @param notes receives a note about each record that cannot be decoded
   */
  ExposedTopic(
      TocsinConfig config, String incident, @Nullable String account, Consumer<String> notes) {
    this.config = config;
    this.incident = incident;
    this.account = account;
    this.notes = notes;
  }

  /**
   * Passes on the records that are not withdrawn, those of an account in the order of flagging.
   *
   * @return their number
   */
  long current(Consumer<ExposedRecord> handler) throws InterruptedException {
    Map<String, Place> current = new HashMap<>();
    read(
        notes,
        (polled, exposed) -> {
          if (exposed.getAction().equals(FLAGGED)) {
            current.put(exposed.getExposureId(), Place.of(polled));
          } else {
            current.remove(exposed.getExposureId());
          }
        });
    if (current.isEmpty()) {
      return 0;
    }
    Set<Place> places = new HashSet<>(current.values());
    current.clear();
    read(
        note -> {},
        (polled, exposed) -> {
          if (places.contains(Place.of(polled))) {
            handler.accept(exposed);
          }
        });
    return places.size();
  }

  private void read(
      Consumer<String> unreadable,
      BiConsumer<ConsumerRecord<String, byte[]>, ExposedRecord> handler)
      throws InterruptedException {
    String topic = config.topics().exposedRecord();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "tocsin-cli-exposed");
        EventSerdes serdes = Wiring.serdes(config)) {
      EventReader<ExposedRecord> reader = new EventReader<>(serdes.exposedRecord(), unreadable);
      scan.toEnd(
          polled -> {
            if (account == null || account.equals(polled.key())) {
              ExposedRecord exposed = reader.read(polled);
              if (exposed != null && exposed.getIncidentId().equals(incident)) {
                handler.accept(polled, exposed);
              }
            }
            return true;
          });
    }
  }

  /** A note if the topic contains fewer or more records than an incident counts. */
  static Optional<String> mismatch(TocsinConfig config, IncidentSummary summary, long found) {
    long counted = summary.getRecordCount();
    if (found == counted) {
      return Optional.empty();
    }
    String topic = config.topics().exposedRecord();
    return Optional.of(
        found < counted
            ? "%d of the incident's %d records are no longer in topic '%s', which retains them for topics.record.retention"
                .formatted(counted - found, counted, topic)
            : "topic '%s' contains %d records more than the incident counts: the detector is updating it; retry"
                .formatted(topic, found - counted));
  }
}
