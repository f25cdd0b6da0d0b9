package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.AccessCreation;
import dev.tocsin.ops.access.AccessCreation.Result;
import dev.tocsin.ops.access.AccessPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.jspecify.annotations.Nullable;

/** The outcome of granting the rights, for display. */
final class Rights {

  private static final String OPEN =
      "the brokers have no authorizer: every client may read and write every topic";

  private final List<Result> results;
  private final boolean dryRun;
  private final @Nullable String warning;
  private final @Nullable CliException problem;

  private Rights(
      List<Result> results,
      boolean dryRun,
      @Nullable String warning,
      @Nullable CliException problem) {
    this.results = results;
    this.dryRun = dryRun;
    this.warning = warning;
    this.problem = problem;
  }

  /** Grants missing rights; a failure is kept and thrown by {@link #throwProblem}. */
  static Rights give(TocsinConfig config, Admin admin, boolean dryRun) {
    boolean named =
        AccessPlan.of(config).stream().anyMatch(access -> !access.principals().isEmpty());
    try {
      return new Rights(new AccessCreation(config, admin).run(dryRun), dryRun, null, null);
    } catch (SecurityDisabledException e) {
      return named
          ? failed(
              OPEN
                  + ", so the rights of access.* cannot be granted; set authorizer.class.name on"
                  + " the brokers (docs/security.md), or remove the access.* keys",
              e)
          : new Rights(List.of(), dryRun, OPEN, null);
    } catch (ClusterAuthorizationException e) {
      return named
          ? failed(
              "cannot grant the rights of access.*: this requires DESCRIBE and ALTER on the cluster;"
                  + " run the command as an administrator of the brokers, and 'tocsin topics check'"
                  + " to list the missing rights",
              e)
          : new Rights(List.of(), dryRun, null, null);
    }
  }

  private static Rights failed(String message, RuntimeException cause) {
    return new Rights(List.of(), false, null, new CliException(ExitCodes.CONFIG, message, cause));
  }

  /** The granted rights, and how many existed. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    results.stream()
        .filter(Result::lacking)
        .forEach(
            result -> lines.add((dryRun ? "would give    " : "given         ") + text(result)));
    long existing = results.stream().filter(result -> !result.lacking()).count();
    if (existing > 0) {
      lines.add("exists        rights on " + existing + " of " + results.size() + " resources");
    }
    return lines;
  }

  /** A right as JSON. */
  record Granted(
      String principal,
      String role,
      String resource,
      Set<AclOperation> operations,
      String action) {}

  Stream<Granted> json() {
    return results.stream()
        .map(
            result ->
                new Granted(
                    result.principal(),
                    result.access().who(),
                    result.grant().resourceText(),
                    result.grant().operations(),
                    result.lacking() ? (dryRun ? "would_give" : "given") : "exists"));
  }

  /** A warning that does not fail the command. */
  Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /** Fails the command if configured rights could not be granted. */
  void throwProblem() {
    if (problem != null) {
      throw problem;
    }
  }

  private static String text(Result result) {
    return "%s on %s to %s (%s)"
        .formatted(
            result.grant().operationsText(),
            result.grant().resourceText(),
            result.principal(),
            result.access().who());
  }
}
