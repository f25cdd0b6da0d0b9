package dev.tocsin.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One incident over all impact partitions.
 *
 * @param revision newest revision of a window of the incident
 * @param windows the first windows in effect, by id, without their accounts
 * @param users (account, person) pairs
 */
public record IncidentView(
    Incident incident,
    Status status,
    long revision,
    List<CompromiseWindow> windows,
    long records,
    long users,
    long accounts,
    long drafts,
    SortedMap<String, Long> byChannel,
    long pending,
    CoverageBook.Progress progress) {

  /** Whether an incident is in effect. */
  public enum Status {
    DRAFT,
    ACTIVE,
    WITHDRAWN;

    /** The status of an incident with these windows in effect. */
    public static Status of(Collection<WindowBook.Entry> windows) {
      if (windows.isEmpty()) {
        return WITHDRAWN;
      }
      return windows.stream().anyMatch(WindowBook.Entry::isActive) ? ACTIVE : DRAFT;
    }
  }

  /**
   * Sums the parts. A partition that has not reported the newest revision counts as scanning.
   *
   * @param partitions number of impact partitions
   * @return null while no part has incident details
   */
  public static @Nullable IncidentView of(Collection<IncidentPart> parts, int partitions) {
    IncidentPart newest =
        parts.stream()
            .filter(part -> part.details() != null)
            .max(Comparator.comparingLong(IncidentPart::revision))
            .orElse(null);
    if (newest == null || newest.details() == null) {
      return null;
    }
    long records = 0;
    long users = 0;
    long accounts = 0;
    long drafts = 0;
    long pending = 0;
    SortedMap<String, Long> byChannel = new TreeMap<>();
    for (IncidentPart part : parts) {
      records += part.records();
      users += part.users();
      accounts += part.accounts();
      drafts += part.drafts();
      pending += part.pending();
      part.byChannel().forEach((channel, count) -> byChannel.merge(channel, count, Long::sum));
    }
    return new IncidentView(
        newest.details(),
        newest.status(),
        newest.revision(),
        newest.windows(),
        records,
        users,
        accounts,
        drafts,
        byChannel,
        pending,
        progress(parts, newest.revision(), partitions));
  }

  private static CoverageBook.Progress progress(
      Collection<IncidentPart> parts, long revision, int partitions) {
    List<CoverageBook.Progress> current =
        parts.stream()
            .filter(part -> part.revision() == revision)
            .map(IncidentPart::progress)
            .toList();
    TreeSet<Coverage.Reason> reasons = new TreeSet<>();
    boolean finished = current.size() == partitions;
    int total = 0;
    int complete = Integer.MAX_VALUE;
    long examined = 0;
    long deadLetters = 0;
    for (CoverageBook.Progress part : current) {
      finished &= part.coverage().state() != Coverage.State.SCANNING;
      reasons.addAll(part.coverage().reasons());
      total = Math.max(total, part.partitions());
      complete = Math.min(complete, part.partitionsComplete());
      examined = Math.max(examined, part.examined());
      deadLetters = Math.max(deadLetters, part.deadLetters());
    }
    int done = current.size() == partitions ? complete : 0;
    return new CoverageBook.Progress(
        Coverage.of(finished, reasons), done, total, examined, deadLetters);
  }
}
