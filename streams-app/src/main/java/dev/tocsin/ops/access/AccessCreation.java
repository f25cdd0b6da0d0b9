package dev.tocsin.ops.access;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;

/** Gives the principals of the roles what they lack, and takes nothing from anybody. */
public final class AccessCreation {

  /**
   * A grant and what became of it.
   *
   * @param access whose it is
   * @param principal who that is
   * @param grant what was, or would be, given; all of it when nothing was lacking
   * @param lacking whether anything was
   */
  public record Result(Access access, String principal, Grant grant, boolean lacking) {}

  private final TocsinConfig config;
  private final Admin admin;

  public AccessCreation(TocsinConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /**
   * Gives what is lacking. Running it twice, or twice at once, does no harm.
   *
   * @param dryRun whether to tell only what would be given
   * @throws org.apache.kafka.common.errors.SecurityDisabledException when the brokers have no
   *     authorizer
   * @throws org.apache.kafka.common.errors.ClusterAuthorizationException when this client may not
   *     see the rules, or not change them
   */
  public List<Result> run(boolean dryRun) {
    AclBindings rules = RuleReader.read(admin);
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
      Answers.get(admin.createAcls(lacking).all());
      Answers.awaitVisible(() -> RuleReader.read(admin).all().containsAll(lacking));
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
