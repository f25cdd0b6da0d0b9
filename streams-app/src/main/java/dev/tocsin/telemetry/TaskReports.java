package dev.tocsin.telemetry;

import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each task reported last. Tasks replace their own row; readers add up all rows. */
final class TaskReports {

  private record History(long records, long oldestMillis) {}

  private final Map<String, List<ScanStatus>> scans = new ConcurrentHashMap<>();
  private final Map<String, Map<PendingCause, Long>> pending = new ConcurrentHashMap<>();
  private final Map<String, History> history = new ConcurrentHashMap<>();
  private final Map<String, Long> parked = new ConcurrentHashMap<>();

  void scans(String taskId, List<ScanStatus> running) {
    scans.put(taskId, List.copyOf(running));
  }

  void pending(String taskId, Map<PendingCause, Long> waiting) {
    pending.put(taskId, Map.copyOf(waiting));
  }

  void history(String taskId, long records, long oldestMillis) {
    history.put(taskId, new History(records, oldestMillis));
  }

  void parked(String taskId, long records) {
    parked.put(taskId, records);
  }

  void close(String taskId) {
    scans.remove(taskId);
    pending.remove(taskId);
    history.remove(taskId);
    parked.remove(taskId);
  }

  ScanProgress scanProgress(long nowMillis) {
    return ScanProgress.of(scans.values().stream().flatMap(List::stream).toList(), nowMillis);
  }

  long pending(PendingCause cause) {
    return pending.values().stream().mapToLong(waiting -> waiting.getOrDefault(cause, 0L)).sum();
  }

  long historyRecords() {
    return history.values().stream().mapToLong(History::records).sum();
  }

  /** Oldest sent_at of all tasks in seconds; null when nothing is kept. */
  @Nullable Double oldestEventSeconds() {
    return history.values().stream()
        .mapToLong(History::oldestMillis)
        .filter(millis -> millis >= 0)
        .min()
        .stream()
        .mapToObj(millis -> millis / 1000.0)
        .findFirst()
        .orElse(null);
  }

  long parked() {
    return parked.values().stream().mapToLong(Long::longValue).sum();
  }
}
