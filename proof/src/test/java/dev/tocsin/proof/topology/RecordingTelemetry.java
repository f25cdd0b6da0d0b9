package dev.tocsin.proof.topology;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.Telemetry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the telemetry of the topology for a test. */
public final class RecordingTelemetry implements Telemetry {

  public final Map<String, Integer> counts = new HashMap<>();
  public final Map<String, Long> parked = new HashMap<>();
  public final Map<String, Map<PendingCause, Pending>> pending = new HashMap<>();
  public final Map<String, List<IncidentView>> incidents = new HashMap<>();

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  @Override
  public void inbound(String provider, Outcome outcome) {
    count("inbound " + provider + " " + outcome);
  }

  @Override
  public void contentDropped(String provider, int fields) {}

  @Override
  public void deadLetter(String topic, DeadLetterReason reason) {
    count("dead letter " + topic + " " + reason);
  }

  @Override
  public void matched(String provider, boolean live) {
    count("matched " + provider + (live ? " live" : " by scan"));
  }

  @Override
  public void notification(Audience audience, NotificationAction action) {
    count("notification " + audience + " " + action);
  }

  @Override
  public void detectionLatency(long millis) {
    count("latency");
  }

  @Override
  public void scans(String taskId, List<ScanStatus> running) {}

  @Override
  public void pending(String taskId, Map<PendingCause, Pending> byCause) {
    pending.put(taskId, byCause);
  }

  @Override
  public void incidents(String taskId, Collection<IncidentView> views) {
    incidents.put(taskId, List.copyOf(views));
  }

  @Override
  public void history(String taskId, long records, long oldestMillis) {}

  @Override
  public void parked(String taskId, long records) {
    parked.put(taskId, records);
  }

  @Override
  public void taskClosed(String taskId) {
    incidents.remove(taskId);
  }
}
