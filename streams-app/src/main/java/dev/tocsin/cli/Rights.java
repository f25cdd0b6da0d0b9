package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.AccessCreation;
import dev.tocsin.ops.access.AccessCreation.Result;
import dev.tocsin.ops.access.AccessPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.jspecify.annotations.Nullable;

/** What giving the rights came to, to be shown. */
final class Rights {

  private static final String OPEN =
      "the brokers have no authorizer: whoever reaches them may read and write everything";

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

  /** Gives the rights that are lacking; what is in the way is kept to be told at the end. */
  static Rights give(TocsinConfig config, Admin admin, boolean dryRun) {
    boolean named =
        AccessPlan.of(config).stream().anyMatch(access -> !access.principals().isEmpty());
    try {
      return new Rights(new AccessCreation(config, admin).run(dryRun), dryRun, null, null);
    } catch (SecurityDisabledException e) {
      return named
          ? failed(
              OPEN
                  + ", so the rights of access.* cannot be given; set authorizer.class.name on the"
                  + " brokers (docs/security.md), or remove those keys",
              e)
          : new Rights(List.of(), dryRun, OPEN, null);
    } catch (ClusterAuthorizationException e) {
      return named
          ? failed(
              "no rights were given, for that takes DESCRIBE and ALTER on the cluster; run it as"
                  + " an administrator of the brokers, and 'tocsin topics check' to see what is"
                  + " lacking",
              e)
          : new Rights(List.of(), dryRun, null, null);
    }
  }

  private static Rights failed(String message, RuntimeException cause) {
    return new Rights(List.of(), false, null, new CliException(ExitCodes.CONFIG, message, cause));
  }

  /** What was given, and how much was there. */
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

  Stream<Map<String, Object>> json() {
    return results.stream().map(this::json);
  }

  /** What the user should know though nothing went wrong. */
  Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /** Ends the command when the rights that were asked for could not be given. */
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

  private Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("principal", result.principal());
    json.put("role", result.access().who());
    json.put("resource", result.grant().resourceText());
    json.put("operations", result.grant().operations());
    json.put("action", result.lacking() ? (dryRun ? "would_give" : "given") : "exists");
    return json;
  }
}
