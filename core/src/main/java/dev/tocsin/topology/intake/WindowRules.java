package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a valid window. The detector sends a window that violates one to the dead-letter
 * topic, and the window commands refuse to write it.
 *
 * @param futureTolerance how far ahead of the clock a time may be
 * @param maxAccounts accounts a window may name
 */
public record WindowRules(Duration futureTolerance, int maxAccounts) {

  /**
   * A violated rule.
   *
   * @param field the field of the contract
   * @param rejection the reason, and a detail without values
   */
  public record Violation(String field, IntakeRejectedException rejection) {}

  /** All violations, in the order of the checks; empty for a valid window. */
  public List<Violation> violations(CompromiseWindow window, Instant now) {
    long latest = now.plus(futureTolerance).toEpochMilli();
    Incident incident = window.getIncident();
    Instant to = window.getTo();
    List<String> accounts = window.getAccountIds();
    List<String> channels = window.getChannels();
    Checks checks = new Checks();
    checks.run("from", name -> ContractFields.plausible(name, window.getFrom(), latest));
    if (to != null) {
      checks.run("to", name -> ContractFields.plausible(name, to, latest));
      checks.run("from", name -> notAfter(name, window.getFrom(), to));
    }
    if (accounts != null) {
      checks.run("account_ids", name -> atMost(maxAccounts, accounts));
    }
    if (channels != null) {
      checks.run("channels", name -> ContractFields.listed(name, channels));
      checks.run("channels", name -> ContractFields.names(name, channels));
    }
    checks.run("incident_id", name -> ContractFields.notBlank(name, incident.getIncidentId()));
    checks.run("title", name -> ContractFields.notBlank(name, incident.getTitle()));
    checks.run("reference", name -> ContractFields.optional(name, incident.getReference()));
    checks.run(
        "became_aware_at",
        name -> ContractFields.plausible(name, incident.getBecameAwareAt(), latest));
    checks.run("guidance", name -> ContractFields.prose(name, incident.getGuidance()));
    checks.run("report_to", name -> ContractFields.optional(name, incident.getReportTo()));
    checks.run("exposed_fields", name -> ContractFields.listed(name, incident.getExposedFields()));
    checks.run("provider", name -> ContractFields.notBlank(name, window.getProvider()));
    if (accounts != null) {
      checks.run("account_ids", name -> ContractFields.names(name, accounts));
    }
    checks.run("status", name -> status(window.getStatus()));
    checks.run("based_on", name -> basedOn(window.getBasedOn()));
    checks.run("author", name -> ContractFields.optional(name, window.getAuthor()));
    return checks.violations;
  }

  static WindowStatus status(String status) throws IntakeRejectedException {
    return switch (status.strip().toUpperCase(Locale.ROOT)) {
      case "DRAFT" -> WindowStatus.DRAFT;
      case "ACTIVE" -> WindowStatus.ACTIVE;
      default ->
          throw new IntakeRejectedException(
              DeadLetterReason.INVALID_STATUS, "status is neither DRAFT nor ACTIVE");
    };
  }

  static void basedOn(@Nullable Long revision) throws IntakeRejectedException {
    if (revision != null && revision < WindowHead.NONE) {
      throw new IntakeRejectedException(
          DeadLetterReason.INVALID_BASED_ON, "based_on is below " + WindowHead.NONE);
    }
  }

  private static void notAfter(String field, Instant from, Instant to)
      throws IntakeRejectedException {
    if (from.toEpochMilli() > to.toEpochMilli()) {
      throw new IntakeRejectedException(DeadLetterReason.INVALID_RANGE, field + " is after to");
    }
  }

  private static void atMost(int most, List<String> accounts) throws IntakeRejectedException {
    if (accounts.size() > most) {
      throw new IntakeRejectedException(
          DeadLetterReason.TOO_MANY_ACCOUNTS,
          accounts.size() + " accounts; at most " + most + " are allowed");
    }
  }

  @FunctionalInterface
  private interface Check {
    void run(String field) throws IntakeRejectedException;
  }

  private static final class Checks {

    private final List<Violation> violations = new ArrayList<>();

    void run(String field, Check check) {
      try {
        check.run(field);
      } catch (IntakeRejectedException e) {
        violations.add(new Violation(field, e));
      }
    }
  }
}
