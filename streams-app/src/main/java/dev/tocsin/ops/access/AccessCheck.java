package dev.tocsin.ops.access;

import dev.tocsin.config.AccessKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Compares the ACLs on the brokers with the plan: rights that a role lacks, and harmful rights of
 * any principal beyond the plan. Rights to describe topics and settings are harmless and not
 * compared.
 */
public final class AccessCheck {

  private static final Set<AclOperation> HARMFUL =
      Set.of(
          AclOperation.ALL,
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DELETE,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS);

  private static final Set<AclOperation> HARMFUL_ON_CLUSTER =
      Set.of(
          AclOperation.ALL,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS,
          AclOperation.CLUSTER_ACTION);

  private final TocsinConfig config;
  private final Admin admin;
  private final List<Access> plan;
  private final AclCommands commands;

  public AccessCheck(TocsinConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
    this.plan = AccessPlan.of(config);
    this.commands = new AclCommands(config.bootstrapServers());
  }

  /**
   * Missing and excess rights; a note when the brokers have no authorizer. Nothing is compared when
   * the configuration names no principals.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  public List<Finding> findings() {
    boolean named = plan.stream().anyMatch(access -> !access.principals().isEmpty());
    try {
      AclBindings rules = AclBindings.read(admin);
      return named ? compare(rules) : List.of();
    } catch (SecurityDisabledException e) {
      return List.of(noAuthorizer(named));
    } catch (ClusterAuthorizationException e) {
      return named ? List.of(mayNotDescribeAcls()) : List.of();
    }
  }

  private List<Finding> compare(AclBindings rules) {
    List<Finding> findings = new ArrayList<>();
    for (Access access : plan) {
      for (String principal : access.principals()) {
        access.grants().forEach(grant -> lacking(rules, access, principal, grant, findings));
      }
    }
    rules.allowing().stream()
        .filter(this::isTooMuch)
        .sorted(Comparator.comparing(AclBinding::toString))
        .map(this::tooMuch)
        .forEach(findings::add);
    return findings;
  }

  private void lacking(
      AclBindings rules, Access access, String principal, Grant grant, List<Finding> findings) {
    List<AclOperation> lacking = new ArrayList<>();
    for (AclOperation operation : grant.operations()) {
      if (!rules.isGiven(principal, grant.resource(), operation)) {
        lacking.add(operation);
      }
      rules
          .denying(principal, grant.resource(), operation)
          .ifPresent(
              rule ->
                  findings.add(
                      Finding.wrong(
                          grant.resourceText(),
                          operation + " is denied to " + who(access, principal),
                          "no rule that denies it",
                          commands.remove(rule))));
    }
    if (!lacking.isEmpty()) {
      findings.add(
          Finding.wrong(
              grant.resourceText(),
              who(access, principal) + " has no permission to " + words(lacking),
              "permission",
              "run 'tocsin topics create' as a principal with ALTER on the cluster"));
    }
  }

  private boolean isTooMuch(AclBinding rule) {
    String principal = rule.entry().principal();
    AclOperation operation = rule.entry().operation();
    if (config.principals(AccessKeys.OTHERS).contains(principal)) {
      return false;
    }
    List<Grant> planned = planned(principal);
    if (rule.pattern().resourceType() == ResourceType.CLUSTER) {
      return HARMFUL_ON_CLUSTER.contains(operation)
          && (!planned.isEmpty() || principal.equals(AclBindings.EVERYBODY));
    }
    return HARMFUL.contains(operation)
        && grants().stream().anyMatch(g -> AclBindings.overlaps(g.resource(), rule.pattern()))
        && planned.stream()
            .noneMatch(
                grant ->
                    AclBindings.covers(grant.resource(), rule.pattern())
                        && grant.operations().contains(operation));
  }

  private Finding tooMuch(AclBinding rule) {
    String principal = rule.entry().principal();
    String roles =
        plan.stream()
            .filter(access -> access.principals().contains(principal))
            .map(Access::who)
            .collect(Collectors.joining(", "));
    return Finding.wrong(
        Grant.text(rule.pattern()),
        principal
            + (roles.isEmpty() ? "" : " (" + roles + ")")
            + " may "
            + rule.entry().operation(),
        needing(rule),
        commands.remove(rule)
            + (roles.isEmpty() ? ", or add the principal to " + AccessKeys.OTHERS : ""));
  }

  /** The roles that need the operation on a resource of the rule. */
  private String needing(AclBinding rule) {
    String who =
        plan.stream()
            .filter(
                access ->
                    access.grants().stream()
                        .anyMatch(
                            grant ->
                                AclBindings.overlaps(grant.resource(), rule.pattern())
                                    && grant.operations().contains(rule.entry().operation())))
            .map(Access::who)
            .collect(Collectors.joining(", "));
    return who.isEmpty() ? "no principal with it" : "only the roles that need it: " + who;
  }

  private List<Grant> planned(String principal) {
    return plan.stream()
        .filter(access -> access.principals().contains(principal))
        .flatMap(access -> access.grants().stream())
        .toList();
  }

  private List<Grant> grants() {
    return plan.stream().flatMap(access -> access.grants().stream()).toList();
  }

  private Finding noAuthorizer(boolean named) {
    String found = "no authorizer: every client may read and write every topic";
    String expected = "authentication and an authorizer";
    String remedy =
        "set authorizer.class.name and listeners with authentication on the brokers"
            + " (docs/security.md)";
    return named
        ? Finding.wrong(cluster(), found, expected, remedy)
        : Finding.note(cluster(), found, expected, remedy);
  }

  private Finding mayNotDescribeAcls() {
    return Finding.wrong(
        cluster(),
        "no permission to describe the ACLs",
        "DESCRIBE on the cluster",
        "run it as the operator or as an administrator of the brokers");
  }

  private String cluster() {
    return "Kafka at " + String.join(",", config.bootstrapServers());
  }

  private static String who(Access access, String principal) {
    return principal + " (" + access.who() + ")";
  }

  private static String words(List<AclOperation> operations) {
    return operations.stream().map(AclOperation::name).collect(Collectors.joining(", "));
  }
}
