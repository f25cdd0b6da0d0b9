package dev.tocsin.telemetry;

import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentView;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** An incident to report: ACTIVE and COMPLETE with nothing pending, by default. */
final class SampleIncident {

  private static final long DAY = 86_400_000;

  private final String id;
  private final long becameAwareAt;
  private IncidentView.Status status = IncidentView.Status.ACTIVE;
  private Coverage.State coverage = Coverage.State.COMPLETE;
  private long records;
  private long pending;

  private SampleIncident(String id, long becameAwareAt) {
    this.id = id;
    this.becameAwareAt = becameAwareAt;
  }

  /**
   * @param day day since the epoch of became_aware_at
   */
  static SampleIncident incident(String id, int day) {
    return new SampleIncident(id, day * DAY);
  }

  SampleIncident status(IncidentView.Status is) {
    status = is;
    return this;
  }

  SampleIncident coverage(Coverage.State is) {
    coverage = is;
    return this;
  }

  SampleIncident records(long exposed) {
    records = exposed;
    return this;
  }

  SampleIncident pending(long notifications) {
    pending = notifications;
    return this;
  }

  IncidentView view() {
    return new IncidentView(
        new Incident(id, "Title", null, becameAwareAt, null, null, List.of()),
        status,
        1,
        List.of(),
        records,
        6,
        5,
        0,
        new TreeMap<>(),
        pending,
        new CoverageBook.Progress(new Coverage(coverage, new TreeSet<>()), 3, 4, 1_000, 9));
  }
}
