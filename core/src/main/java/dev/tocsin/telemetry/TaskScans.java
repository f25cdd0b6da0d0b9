package dev.tocsin.telemetry;

import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scans of one task, and how long they have been getting on. A task works on the scan of the
 * oldest revision; the others wait their turn.
 *
 * @param movedAtMillis when the scan that is worked on last was seen to have got on
 */
record TaskScans(List<ScanStatus> running, long movedAtMillis) {

  /**
   * @param before as reported before; null when this is the first report
   */
  static TaskScans after(@Nullable TaskScans before, List<ScanStatus> now, long nowMillis) {
    long movedAt =
        before != null && isSame(first(before.running()), first(now))
            ? before.movedAtMillis()
            : nowMillis;
    return new TaskScans(List.copyOf(now), movedAt);
  }

  /** How long, in milliseconds, the scan that is worked on has examined nothing. */
  long stall(long nowMillis) {
    return running.isEmpty() ? 0 : Math.max(0, nowMillis - movedAtMillis);
  }

  private static @Nullable ScanStatus first(List<ScanStatus> scans) {
    return scans.stream().min(Comparator.comparingLong(ScanStatus::revision)).orElse(null);
  }

  /** Whether nothing happened between two reports; what there is to examine may have grown. */
  private static boolean isSame(@Nullable ScanStatus before, @Nullable ScanStatus now) {
    return before != null
        && now != null
        && before.revision() == now.revision()
        && before.examined() == now.examined();
  }
}
