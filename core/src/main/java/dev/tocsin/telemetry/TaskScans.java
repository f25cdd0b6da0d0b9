package dev.tocsin.telemetry;

import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scans of one task and their latest progress. A task runs the scan of the oldest revision; the
 * others are queued.
 *
 * @param movedAtMillis when the running scan last made progress
 */
record TaskScans(List<ScanStatus> running, long movedAtMillis) {

  /**
   * @param before the report before; null for the first report
   */
  static TaskScans after(@Nullable TaskScans before, List<ScanStatus> now, long nowMillis) {
    long movedAt =
        before != null && isSame(first(before.running()), first(now))
            ? before.movedAtMillis()
            : nowMillis;
    return new TaskScans(List.copyOf(now), movedAt);
  }

  /** For how long, in milliseconds, the running scan has scanned no record. */
  long stall(long nowMillis) {
    return running.isEmpty() ? 0 : Math.max(0, nowMillis - movedAtMillis);
  }

  private static @Nullable ScanStatus first(List<ScanStatus> scans) {
    return scans.stream().min(Comparator.comparingLong(ScanStatus::revision)).orElse(null);
  }

  /** Whether a scan made no progress between two reports; its total may have grown. */
  private static boolean isSame(@Nullable ScanStatus before, @Nullable ScanStatus now) {
    return before != null
        && now != null
        && before.revision() == now.revision()
        && before.examined() == now.examined();
  }
}
