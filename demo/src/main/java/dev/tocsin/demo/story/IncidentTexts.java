package dev.tocsin.demo.story;

import dev.tocsin.event.Incident;
import java.time.Instant;
import java.util.List;

/** The incident details that the responder declares. */
final class IncidentTexts {

  private static final List<String> EXPOSED_FIELDS =
      List.of("phone", "carrier", "country", "state", "sent_at", "message_type");
  private static final String GUIDANCE =
      "The content of messages is not exposed. Attackers may name your provider in calls and texts:"
          + " never share a code.";

  private IncidentTexts() {}

  static Incident of(String incident) {
    return switch (incident) {
      case StoryPlan.THEFT ->
          incident(
              incident,
              "Message logs of March downloaded at Semaphore",
              Instant.parse("2024-04-10T16:20:00Z"));
      case StoryPlan.KEY ->
          incident(incident, "API key of Heliograph in use by an attacker", Instant.now());
      case StoryPlan.FALSE_ALARM ->
          incident(
              incident,
              "Unusual export of logs at Heliograph",
              Instant.parse("2024-04-09T09:00:00Z"));
      default -> throw new IllegalArgumentException("no such incident: " + incident);
    };
  }

  private static Incident incident(String id, String title, Instant awareAt) {
    return Incident.newBuilder()
        .setIncidentId(id)
        .setTitle(title)
        .setReference("case/" + id)
        .setBecameAwareAt(awareAt)
        .setGuidance(GUIDANCE)
        .setReportTo("security@vendor.example")
        .setExposedFields(EXPOSED_FIELDS)
        .build();
  }
}
