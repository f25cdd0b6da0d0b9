package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The totals of each incident in one impact partition. There are few incidents, so all are in
 * memory; those that changed are written before the commit.
 */
final class IncidentTable implements BufferedStore.Buffered {

  private final Table store;
  private final Set<String> changed = new HashSet<>();
  private @Nullable Map<String, IncidentImpact> incidents;

  IncidentTable(Table store) {
    this.store = store;
    store.ownedBy(this);
  }

  IncidentImpact get(String incidentId) {
    return incidents().computeIfAbsent(incidentId, id -> IncidentImpact.none());
  }

  void put(String incidentId, IncidentImpact impact) {
    incidents().put(incidentId, impact);
    changed.add(incidentId);
  }

  @Override
  public void seal() {
    for (String incidentId : changed) {
      store.put(StoreKeys.of(incidentId), Codecs.INCIDENT_IMPACT.encode(get(incidentId)));
    }
    changed.clear();
  }

  @Override
  public void forget() {
    changed.clear();
    incidents = null;
  }

  List<String> ids() {
    return List.copyOf(incidents().keySet());
  }

  /** The pending notifications of this partition. */
  Telemetry.Pending pending() {
    long notifications = 0;
    long since = IncidentImpact.NOT_PENDING;
    for (IncidentImpact incident : incidents().values()) {
      notifications += incident.pending();
      long its = incident.pendingSince();
      if (its != IncidentImpact.NOT_PENDING) {
        since = since == IncidentImpact.NOT_PENDING ? its : Math.min(since, its);
      }
    }
    return new Telemetry.Pending(notifications, since);
  }

  /** Sets the start of waiting to now where notifications are pending and no row states it. */
  void waitFrom(long now) {
    incidents().values().forEach(incident -> incident.addPending(0, now));
  }

  private Map<String, IncidentImpact> incidents() {
    if (incidents == null) {
      Map<String, IncidentImpact> loaded = new HashMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          loaded.put(
              StoreKeys.texts(row.key, 1).getFirst(), Codecs.INCIDENT_IMPACT.decode(row.value));
        }
      }
      incidents = loaded;
    }
    return incidents;
  }
}
