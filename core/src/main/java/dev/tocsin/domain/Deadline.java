package dev.tocsin.domain;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** A deadline of a configured policy; milliseconds since the epoch. */
public record Deadline(String policy, long dueAt) {

  /** The deadlines of an incident. Every policy counts from the moment of awareness. */
  public static List<Deadline> of(Incident incident, SortedMap<String, Duration> policies) {
    return policies.entrySet().stream()
        .map(p -> new Deadline(p.getKey(), incident.becameAwareAt() + p.getValue().toMillis()))
        .toList();
  }
}
