package dev.tocsin.telemetry;

import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.IncidentView.Status;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.Telemetry.Pending;
import dev.tocsin.telemetry.Telemetry.ScanStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The latest report of each task. Tasks replace their own row; readers sum all rows. */
final class TaskReports {

  private record History(long records, long oldestMillis) {}

  private final Map<String, TaskScans> scans = new ConcurrentHashMap<>();
  private final Map<String, Map<PendingCause, Pending>> pending = new ConcurrentHashMap<>();
  private final Map<String, List<IncidentView>> incidents = new ConcurrentHashMap<>();
  private final Map<String, History> history = new ConcurrentHashMap<>();
  private final Map<String, Long> parked = new ConcurrentHashMap<>();

  void scans(String taskId, List<ScanStatus> running, long nowMillis) {
    scans.compute(taskId, (id, before) -> TaskScans.after(before, running, nowMillis));
  }

  void pending(String taskId, Map<PendingCause, Pending> notifications) {
    pending.put(taskId, Map.copyOf(notifications));
  }

  void incidents(String taskId, Collection<IncidentView> views) {
    incidents.put(taskId, List.copyOf(views));
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
    incidents.remove(taskId);
    history.remove(taskId);
    parked.remove(taskId);
  }

  ScanProgress scanProgress(long nowMillis) {
    return ScanProgress.of(
        scans.values().stream().flatMap(task -> task.running().stream()).toList(), nowMillis);
  }

  double scanStallSeconds(long nowMillis) {
    return scans.values().stream().mapToLong(task -> task.stall(nowMillis)).max().orElse(0)
        / 1000.0;
  }

  long pending(PendingCause cause) {
    return of(cause).mapToLong(Pending::notifications).sum();
  }

  /** Time in seconds since which notifications are pending; null when none is. */
  @Nullable Double pendingSinceSeconds(PendingCause cause) {
    return oldestSeconds(of(cause).mapToLong(Pending::sinceMillis));
  }

  private Stream<Pending> of(PendingCause cause) {
    return pending.values().stream()
        .map(notifications -> notifications.get(cause))
        .filter(Objects::nonNull);
  }

  /** The incidents of all tasks. */
  List<IncidentView> incidents() {
    return incidents.values().stream().flatMap(List::stream).toList();
  }

  long incidents(Status status) {
    return count(view -> view.status() == status);
  }

  long activeIncidents(Coverage.State coverage) {
    return count(
        view -> view.status() == Status.ACTIVE && view.progress().coverage().state() == coverage);
  }

  private long count(Predicate<IncidentView> which) {
    return incidents.values().stream().flatMap(List::stream).filter(which).count();
  }

  long historyRecords() {
    return history.values().stream().mapToLong(History::records).sum();
  }

  /** Oldest sent_at of all tasks in seconds; null when no record is retained. */
  @Nullable Double oldestEventSeconds() {
    return oldestSeconds(history.values().stream().mapToLong(History::oldestMillis));
  }

  /** The earliest known time; negative times are unknown. Null when none is known. */
  private static @Nullable Double oldestSeconds(LongStream millis) {
    OptionalLong oldest = millis.filter(time -> time >= 0).min();
    return oldest.isEmpty() ? null : oldest.getAsLong() / 1000.0;
  }

  long parked() {
    return parked.values().stream().mapToLong(Long::longValue).sum();
  }
}
