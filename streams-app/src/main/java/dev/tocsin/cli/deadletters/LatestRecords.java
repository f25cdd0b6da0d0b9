package dev.tocsin.cli.deadletters;

import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.HeaderNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * The positions of the records of some keys in a topic. A dead window or account may be sent again
 * only while it is the latest record of its key: sent after a newer version it would replace that,
 * and the result would depend on the time of the redrive.
 *
 * <p>The dead record must also be in its original position. Compaction never removes the latest
 * record of a key, except a tombstone after some time, so a missing record was followed by another
 * one, even if that is gone too. The same holds if the topic was recreated.
 */
final class LatestRecords {

  private record Place(int partition, long offset, long timestamp) {}

  private final Map<Bytes, List<Place>> places = new HashMap<>();

  private LatestRecords() {}

  /**
   * Reads a topic.
   *
   * @param keys the keys of interest
   */
  static LatestRecords read(TocsinConfig config, String topic, Set<Bytes> keys)
      throws InterruptedException {
    LatestRecords latest = new LatestRecords();
    try (TopicScan<byte[]> scan = TopicScan.withBytes(config, topic, "tocsin-cli-reader")) {
      scan.toWritten(
          polled -> {
            Bytes key = polled.key() == null ? null : Bytes.wrap(polled.key());
            // A restatement of an older record is no newer version.
            boolean restated = polled.headers().lastHeader(HeaderNames.RESTATES) != null;
            if (key != null && keys.contains(key) && !restated) {
              latest
                  .places
                  .computeIfAbsent(key, k -> new ArrayList<>())
                  .add(new Place(polled.partition(), polled.offset(), polled.timestamp()));
            }
            return true;
          });
    }
    return latest;
  }

  /** Whether a record is the latest one of its key. */
  boolean contains(Bytes key, Letter.Source source) {
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

  /** Offsets of different partitions do not compare; of equal timestamps the other is later. */
  private static boolean isLater(Place place, Place own) {
    return place.partition == own.partition
        ? place.offset > own.offset
        : place.timestamp >= own.timestamp;
  }
}
