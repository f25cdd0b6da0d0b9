package dev.tocsin.telemetry;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Discards all telemetry. */
public enum NoTelemetry implements Telemetry {
  INSTANCE;

  @Override
  public void inbound(String provider, Outcome outcome) {}

  @Override
  public void contentDropped(String provider, int fields) {}

  @Override
  public void deadLetter(String topic, DeadLetterReason reason) {}

  @Override
  public void matched(String provider, boolean live) {}

  @Override
  public void notification(Audience audience, NotificationAction action) {}

  @Override
  public void detectionLatency(long millis) {}

  @Override
  public void scans(String taskId, List<ScanStatus> running) {}

  @Override
  public void pending(String taskId, Map<PendingCause, Pending> notifications) {}

  @Override
  public void incidents(String taskId, Collection<IncidentView> views) {}

  @Override
  public void history(String taskId, long records, long oldestMillis) {}

  @Override
  public void parked(String taskId, long records) {}

  @Override
  public void taskClosed(String taskId) {}
}
