package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.topology.state.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The incidents as one impact partition knows them. There are few, so they are all in memory. */
final class IncidentTable {

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable Map<String, IncidentImpact> incidents;

  IncidentTable(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  IncidentImpact get(String incidentId) {
    return incidents().computeIfAbsent(incidentId, id -> IncidentImpact.none());
  }

  void put(String incidentId, IncidentImpact impact) {
    incidents().put(incidentId, impact);
    store.put(Keys.of(incidentId), Codecs.INCIDENT_IMPACT.encode(impact));
  }

  List<String> ids() {
    return List.copyOf(incidents().keySet());
  }

  /** Notifications that are held back in this partition. */
  long waiting() {
    return incidents().values().stream().mapToLong(IncidentImpact::waiting).sum();
  }

  private Map<String, IncidentImpact> incidents() {
    if (incidents == null) {
      Map<String, IncidentImpact> loaded = new HashMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          loaded.put(Keys.texts(row.key, 1).getFirst(), Codecs.INCIDENT_IMPACT.decode(row.value));
        }
      }
      incidents = loaded;
    }
    return incidents;
  }
}
