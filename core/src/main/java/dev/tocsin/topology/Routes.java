package dev.tocsin.topology;

import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.WindowChange;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Which partition of an internal topic a record goes to; no producer's partitioner matters. */
// The method without headers is deprecated, but still the abstract one, as long as both exist.
@SuppressWarnings("removal")
public final class Routes {

  private Routes() {}

  /** The partition of an account, or of any other text key. */
  public static <V> StreamPartitioner<String, V> byKey() {
    return (topic, key, value, partitions) -> Optional.of(Set.of(partition(key, partitions)));
  }

  /** All partitions: every task needs every window. */
  public static StreamPartitioner<String, WindowChange> everywhere() {
    return (topic, key, value, partitions) -> Optional.of(all(partitions));
  }

  /**
   * A candidate goes to the partition of its account. A mark that a scan is done goes to all
   * partitions, behind the candidates that the scan found; a mark of progress only feeds the
   * incident summary, so one partition is enough.
   */
  public static StreamPartitioner<String, MatchResult> matchResults() {
    return (topic, key, value, partitions) ->
        Optional.of(
            value instanceof CoverageMark mark && mark.done()
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
