package dev.tocsin.ops.access;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminResults;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;

/** Creates the ACLs that the principals of the roles lack; removes none. */
public final class AccessCreation {

  /**
   * A grant and whether its ACLs were missing.
   *
   * @param access the role
   * @param principal the principal
   * @param grant the rights that were, or would be, granted; all of them when none was missing
   * @param lacking whether any was missing
   */
  public record Result(Access access, String principal, Grant grant, boolean lacking) {}

  private final TocsinConfig config;
  private final Admin admin;

  public AccessCreation(TocsinConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /**
   * Creates the missing ACLs. It is safe to run it repeatedly or concurrently.
   *
   * @param dryRun whether to only report what would be created
   * @throws org.apache.kafka.common.errors.SecurityDisabledException when the brokers have no
   *     authorizer
   * @throws org.apache.kafka.common.errors.ClusterAuthorizationException when this client may not
   *     describe or alter ACLs
   */
  public List<Result> run(boolean dryRun) {
    AclBindings rules = AclBindings.read(admin);
    List<Result> results = new ArrayList<>();
    List<AclBinding> lacking = new ArrayList<>();
    for (Access access : AccessPlan.of(config)) {
      for (String principal : access.principals()) {
        for (Grant grant : access.grants()) {
          Result result = result(rules, access, principal, grant);
          results.add(result);
          if (result.lacking()) {
            lacking.addAll(result.grant().bindings(principal));
          }
        }
      }
    }
    if (!dryRun && !lacking.isEmpty()) {
      AdminResults.get(admin.createAcls(lacking).all());
      AdminResults.awaitVisible(() -> AclBindings.read(admin).all().containsAll(lacking));
    }
    return results;
  }

  private static Result result(AclBindings rules, Access access, String principal, Grant grant) {
    TreeSet<AclOperation> lacking = new TreeSet<>(grant.operations());
    lacking.removeIf(operation -> rules.isGiven(principal, grant.resource(), operation));
    return lacking.isEmpty()
        ? new Result(access, principal, grant, false)
        : new Result(access, principal, new Grant(grant.resource(), lacking), true);
  }
}
