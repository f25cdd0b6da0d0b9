package dev.tocsin.cli.incident;

import dev.tocsin.cli.topic.Contracts;
import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.topology.EventSerdes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * The exposed records of one incident, from the topic that tells of each as it is flagged and
 * recalled. It is read twice: first to learn what stands, of which only the places are remembered,
 * then to hand that out.
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
   * @param account only the records of this one; null for all
   * @param notes is told of records that cannot be read
   */
  ExposedTopic(
      TocsinConfig config, String incident, @Nullable String account, Consumer<String> notes) {
    this.config = config;
    this.incident = incident;
    this.account = account;
    this.notes = notes;
  }

  /**
   * Hands out what stands, records of an account in the order in which they were flagged.
   *
   * @return how many there are
   */
  long standing(Consumer<ExposedRecord> handler) throws InterruptedException {
    Map<String, Place> standing = new HashMap<>();
    read(
        notes,
        (polled, exposed) -> {
          if (exposed.getAction().equals(FLAGGED)) {
            standing.put(exposed.getExposureId(), Place.of(polled));
          } else {
            standing.remove(exposed.getExposureId());
          }
        });
    if (standing.isEmpty()) {
      return 0;
    }
    Set<Place> places = new HashSet<>(standing.values());
    standing.clear();
    read(
        told -> {},
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
        Serde<ExposedRecord> serde = Contracts.serde(config, EventSerdes::exposedRecord)) {
      EventReader<ExposedRecord> reader = new EventReader<>(serde, unreadable);
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
}
