package dev.tocsin.topology.incident;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.Schedule;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Adds up the parts of each incident, and sends its summary at most once an interval. */
public final class IncidentProcessor
    implements Processor<String, IncidentPart, String, IncidentView> {

  private final TopologySettings settings;
  private final Telemetry telemetry;
  private final Set<String> changed = new HashSet<>();
  private final Map<String, IncidentView> sent = new HashMap<>();
  private @Nullable ProcessorContext<String, IncidentView> context;
  private @Nullable Table store;
  private @Nullable Schedule schedule;
  private @Nullable Map<String, Map<Integer, IncidentPart>> parts;

  public IncidentProcessor(TopologySettings settings, Telemetry telemetry) {
    this.settings = settings;
    this.telemetry = telemetry;
  }

  @Override
  public void init(ProcessorContext<String, IncidentView> context) {
    this.context = context;
    BufferedStore rows = context.getStateStore(StoreNames.INCIDENT);
    this.store = rows.table(StoreTable.INCIDENT_PART);
    // After a revival: what was sent before it may not have been committed.
    changed.clear();
    sent.clear();
    parts = null;
    Schedule started = new Schedule(context);
    started.every(settings.notificationInterval(), now -> send());
    schedule = started;
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.end();
    }
    if (context != null) {
      telemetry.taskClosed(context.taskId().toString());
    }
  }

  @Override
  public void process(Record<String, IncidentPart> record) {
    IncidentPart part = record.value();
    parts().computeIfAbsent(part.incidentId(), id -> new TreeMap<>()).put(part.partition(), part);
    Objects.requireNonNull(store)
        .put(
            StoreKeys.of(part.incidentId(), Integer.toString(part.partition())),
            Codecs.INCIDENT_PART.encode(part));
    changed.add(part.incidentId());
  }

  private void send() {
    ProcessorContext<String, IncidentView> to = Objects.requireNonNull(context);
    Map<String, Map<Integer, IncidentPart>> known = parts();
    if (changed.isEmpty()) {
      return;
    }
    for (String incidentId : changed) {
      IncidentView view =
          IncidentView.of(known.getOrDefault(incidentId, Map.of()).values(), settings.partitions());
      if (view != null && !view.equals(sent.put(incidentId, view))) {
        to.forward(new Record<>(incidentId, view, to.currentSystemTimeMs()));
      }
    }
    changed.clear();
    telemetry.incidents(to.taskId().toString(), sent.values());
  }

  /** After a restart every summary is sent again, because the last one may not have been. */
  private Map<String, Map<Integer, IncidentPart>> parts() {
    if (parts == null) {
      Map<String, Map<Integer, IncidentPart>> loaded = new HashMap<>();
      try (KeyValueIterator<Bytes, byte[]> rows = Objects.requireNonNull(store).all()) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          IncidentPart part = Codecs.INCIDENT_PART.decode(row.value);
          loaded
              .computeIfAbsent(part.incidentId(), id -> new TreeMap<>())
              .put(part.partition(), part);
        }
      }
      changed.addAll(loaded.keySet());
      parts = loaded;
    }
    return parts;
  }
}
