package dev.tocsin.telemetry;

import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.IncidentView.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The series of single incidents. There may be any number of incidents and not of series, so those
 * that somebody has to look at come first, and the others are only counted.
 */
final class IncidentSeries {

  /** Incidents that are listed at the most. */
  static final int MOST = 20;

  private static final Comparator<IncidentView> MOST_URGENT_FIRST =
      Comparator.comparing((IncidentView view) -> view.pending() == 0)
          .thenComparing(view -> coverage(view) == Coverage.State.COMPLETE)
          .thenComparing(
              Comparator.comparingLong((IncidentView view) -> view.incident().becameAwareAt())
                  .reversed())
          .thenComparing(view -> view.incident().id());

  /** One metric of all that are listed. */
  private record Series(Metric metric, MultiGauge gauge, ToDoubleFunction<IncidentView> value) {}

  private final List<Series> series;
  private final MultiGauge coverages;

  /** By label, so that a series that is there already shows what was said last. */
  private volatile Map<String, IncidentView> listed = Map.of();

  private volatile int unlisted;

  IncidentSeries(MeterRegistry registry) {
    series =
        List.of(
            of(registry, Metric.INCIDENT_BECAME_AWARE, v -> v.incident().becameAwareAt() / 1000.0),
            of(registry, Metric.INCIDENT_RECORDS, IncidentView::records),
            of(registry, Metric.INCIDENT_USERS, IncidentView::users),
            of(registry, Metric.INCIDENT_ACCOUNTS, IncidentView::accounts),
            of(registry, Metric.INCIDENT_PENDING, IncidentView::pending),
            of(registry, Metric.INCIDENT_EXAMINED, IncidentSeries::examined),
            of(registry, Metric.INCIDENT_DEAD_LETTERS, v -> v.progress().deadLetters()));
    coverages = Metric.INCIDENT_COVERAGE.rows(registry);
    Metric.INCIDENTS_UNLISTED.gauge(registry, () -> unlisted);
  }

  private static Series of(
      MeterRegistry registry, Metric metric, ToDoubleFunction<IncidentView> value) {
    return new Series(metric, metric.rows(registry), value);
  }

  /**
   * Chooses anew whom to list.
   *
   * @param incidents asked for in turn: who comes last has the last word
   */
  synchronized void show(Supplier<List<IncidentView>> incidents) {
    List<IncidentView> active =
        incidents.get().stream().filter(view -> view.status() == Status.ACTIVE).toList();
    Map<String, IncidentView> chosen = new LinkedHashMap<>();
    active.stream()
        .sorted(MOST_URGENT_FIRST)
        .limit(MOST)
        .forEach(view -> chosen.put(IncidentLabel.of(view.incident().id()), view));
    boolean others = !chosen.keySet().equals(listed.keySet());
    listed = chosen;
    unlisted = active.size() - chosen.size();
    if (others) {
      for (Series one : series) {
        one.gauge()
            .register(
                chosen.keySet().stream()
                    .map(label -> row(one.metric().tags(label), label, one.value()))
                    .toList());
      }
      coverages.register(chosen.keySet().stream().flatMap(this::coverageRows).toList());
    }
  }

  private Stream<MultiGauge.Row<?>> coverageRows(String label) {
    return Stream.of(Coverage.State.values())
        .map(
            state ->
                row(
                    Metric.INCIDENT_COVERAGE.tags(label, Metric.labelValue(state)),
                    label,
                    view -> coverage(view) == state ? 1 : 0));
  }

  private MultiGauge.Row<?> row(Tags tags, String label, ToDoubleFunction<IncidentView> value) {
    return MultiGauge.Row.of(
        tags,
        () -> {
          IncidentView view = listed.get(label);
          return view == null ? Double.NaN : value.applyAsDouble(view);
        });
  }

  private static Coverage.State coverage(IncidentView view) {
    return view.progress().coverage().state();
  }

  /** Before all partitions have said how many there are, none is known to be done. */
  private static double examined(IncidentView view) {
    int partitions = view.progress().partitions();
    return partitions == 0 ? 0 : (double) view.progress().partitionsComplete() / partitions;
  }
}
