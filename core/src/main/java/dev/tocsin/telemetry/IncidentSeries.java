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
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The series of single incidents. The number of incidents is unbounded and that of series must not
 * be, so the most urgent incidents are listed, and the others are only counted.
 */
final class IncidentSeries {

  /** Maximum number of listed incidents. */
  static final int MOST = 20;

  private static final int MAX_LABEL_LENGTH = 64;
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._:/-]");

  private static final Comparator<IncidentView> MOST_URGENT_FIRST =
      Comparator.comparing((IncidentView view) -> view.pending() == 0)
          .thenComparing(view -> coverage(view) == Coverage.State.COMPLETE)
          .thenComparing(
              Comparator.comparingLong((IncidentView view) -> view.incident().becameAwareAt())
                  .reversed())
          .thenComparing(view -> view.incident().id());

  /** One metric of all listed incidents. */
  private record Series(Metric metric, MultiGauge gauge, ToDoubleFunction<IncidentView> value) {}

  private final List<Series> series;
  private final MultiGauge coverages;

  /** By label, so that existing series report the latest view. */
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
   * Chooses the incidents to list.
   *
   * @param incidents supplies all incidents; called under the lock, so that the latest call wins
   */
  synchronized void show(Supplier<List<IncidentView>> incidents) {
    List<IncidentView> active =
        incidents.get().stream().filter(view -> view.status() == Status.ACTIVE).toList();
    Map<String, IncidentView> chosen = new LinkedHashMap<>();
    active.stream()
        .sorted(MOST_URGENT_FIRST)
        .limit(MOST)
        .forEach(view -> chosen.put(label(view.incident().id()), view));
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

  /**
   * The label value of an incident: its id if that is short and has usual characters only, else the
   * rest of the id and a fingerprint.
   */
  static String label(String incidentId) {
    String plain = UNUSUAL.matcher(incidentId).replaceAll("_");
    if (plain.equals(incidentId) && plain.length() <= MAX_LABEL_LENGTH) {
      return incidentId;
    }
    String fingerprint = String.format(Locale.ROOT, "~%08x", incidentId.hashCode());
    int kept = Math.min(plain.length(), MAX_LABEL_LENGTH - fingerprint.length());
    return plain.substring(0, kept) + fingerprint;
  }

  private static Coverage.State coverage(IncidentView view) {
    return view.progress().coverage().state();
  }

  /** 0 while the number of partitions is unknown. */
  private static double examined(IncidentView view) {
    int partitions = view.progress().partitions();
    return partitions == 0 ? 0 : (double) view.progress().partitionsComplete() / partitions;
  }
}
