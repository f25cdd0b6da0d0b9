package dev.tocsin.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details of an incident, as its responder declared them.
 *
 * @param becameAwareAt milliseconds since the epoch, UTC; deadlines count from here
 */
public record Incident(
    String id,
    String title,
    @Nullable String reference,
    long becameAwareAt,
    @Nullable String guidance,
    @Nullable String reportTo,
    List<String> exposedFields) {

  public Incident {
    exposedFields = List.copyOf(exposedFields);
  }
}
