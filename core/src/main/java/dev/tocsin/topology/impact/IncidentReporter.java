package dev.tocsin.topology.impact;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.WindowBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends this partition's part of each incident, and computes the coverage of incidents. */
final class IncidentReporter {

  private final int partition;
  private final Supplier<WindowBook> windows;
  private final Supplier<CoverageBook> marks;
  private final IncidentTable incidents;
  private final Predicate<String> isSweeping;
  private final Consumer<? super IncidentPart> out;

  /** The coverage that accounts are notified of, as of the last report. */
  private final Map<String, Coverage> coverage = new HashMap<>();

  private final Map<String, IncidentPart> sent = new HashMap<>();

  /**
   * @param windows loaded at first use, like the marks
   * @param isSweeping whether the ledger rows of an incident are still being judged
   */
  IncidentReporter(
      int partition,
      Supplier<WindowBook> windows,
      Supplier<CoverageBook> marks,
      IncidentTable incidents,
      Predicate<String> isSweeping,
      Consumer<? super IncidentPart> out) {
    this.partition = partition;
    this.windows = windows;
    this.marks = marks;
    this.incidents = incidents;
    this.isSweeping = isSweeping;
    this.out = out;
  }

  /** The coverage of an incident as of the last report, so that all accounts get the same. */
  Coverage coverage(String incidentId) {
    Coverage reported = coverage.get(incidentId);
    return reported == null ? activeCoverage(incidentId) : reported;
  }

  /**
   * Computes an incident's coverage, and sends its part if that has changed.
   *
   * @return whether the coverage that accounts are notified of has changed
   */
  boolean report(String incidentId) {
    IncidentPart part = part(incidentId);
    if (!part.equals(sent.put(incidentId, part))) {
      out.accept(part);
    }
    Coverage now = activeCoverage(incidentId);
    return !now.equals(coverage.put(incidentId, now));
  }

  /** Of the ACTIVE windows only: accounts are not notified of a DRAFT window, nor of its scan. */
  private Coverage activeCoverage(String incidentId) {
    List<WindowBook.Entry> active =
        windows.get().windowsOf(incidentId).stream().filter(WindowBook.Entry::isActive).toList();
    return progress(incidentId, active).coverage();
  }

  private CoverageBook.Progress progress(String incidentId, List<WindowBook.Entry> of) {
    return marks.get().progress(of, !isSweeping.test(incidentId));
  }

  private IncidentPart part(String incidentId) {
    IncidentImpact incident = incidents.get(incidentId);
    List<WindowBook.Entry> current = windows.get().windowsOf(incidentId);
    List<CompromiseWindow> listed =
        current.stream()
            .map(WindowBook.Entry::window)
            .filter(Objects::nonNull)
            .limit(CompromiseWindow.MAX_LISTED)
            .map(CompromiseWindow::withoutAccounts)
            .toList();
    return new IncidentPart(
        incidentId,
        partition,
        incident.details(),
        incident.revision(),
        IncidentView.Status.of(current),
        listed,
        incident.tally().exposed(),
        incident.users(),
        incident.accounts(),
        incident.tally().drafts(),
        incident.tally().exposedByChannel(),
        incident.pending(),
        progress(incidentId, current));
  }
}
