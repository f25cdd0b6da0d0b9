package dev.tocsin.topology;

import dev.tocsin.domain.WindowChange;
import dev.tocsin.topology.match.MatchResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Where records of the internal topics go. Ours alone, so that no producer's partitioner matters.
 */
public final class Routes {

  private Routes() {}

  /** The partition of an account, or of any other text key. */
  public static <V> StreamPartitioner<String, V> byKey() {
    return (topic, key, value, partitions) -> Optional.of(Set.of(partition(key, partitions)));
  }

  /** Every task must know every window. */
  public static StreamPartitioner<String, WindowChange> everywhere() {
    return (topic, key, value, partitions) -> Optional.of(all(partitions));
  }

  /**
   * A candidate goes to its account. The word that a partition is done goes everywhere, behind the
   * candidates; a word on the way there only interests whoever shows it.
   */
  public static StreamPartitioner<String, MatchResult> findings() {
    return (topic, key, value, partitions) ->
        Optional.of(
            value instanceof MatchResult.Mark mark && mark.mark().done()
                ? all(partitions)
                : Set.of(partition(key, partitions)));
  }

  static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
  }
}
