package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * What a topic says of some of its keys. A dead window or account may be sent again only while it
 * is itself the last word on its key: sent after a newer version it would replace that, and the
 * outcome would depend on when somebody cleared up.
 *
 * <p>That the dead record still lies in its place is part of the proof. Compaction never removes
 * the last record of a key, except a deletion after some time; so one that is gone was followed by
 * something, even if nothing of that is left. The same holds when the topic was made anew.
 */
final class LastWords {

  private record Place(int partition, long offset, long timestamp) {}

  private final Map<Bytes, List<Place>> places = new HashMap<>();

  private LastWords() {}

  /**
   * Reads a topic.
   *
   * @param keys the only ones of interest
   */
  static LastWords read(TocsinConfig config, String topic, Set<Bytes> keys)
      throws InterruptedException {
    LastWords words = new LastWords();
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, topic, "tocsin-cli-reader")) {
      scan.toWritten(
          polled -> {
            Bytes key = polled.key() == null ? null : Bytes.wrap(polled.key());
            if (key != null && keys.contains(key)) {
              words
                  .places
                  .computeIfAbsent(key, k -> new ArrayList<>())
                  .add(new Place(polled.partition(), polled.offset(), polled.timestamp()));
            }
            return true;
          });
    }
    return words;
  }

  /** Whether nothing came after a record. */
  boolean isLast(Bytes key, Letter.Source source) {
    List<Place> all = places.getOrDefault(key, List.of());
    return all.stream()
        .filter(place -> isAt(place, source))
        .findFirst()
        .filter(own -> all.stream().noneMatch(place -> isLater(place, own)))
        .isPresent();
  }

  private static boolean isAt(Place place, Letter.Source source) {
    return place.partition == source.partition() && place.offset == source.offset();
  }

  /** Across partitions, where offsets do not compare, a tie counts as later, to be safe. */
  private static boolean isLater(Place place, Place own) {
    return place.partition == own.partition
        ? place.offset > own.offset
        : place.timestamp >= own.timestamp;
  }
}
