package dev.tocsin.ops.access;

import dev.tocsin.ops.admin.AdminResults;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** The ACLs on the brokers, evaluated like Kafka's authorizer does. */
final class AclBindings {

  static final String EVERYBODY = "User:*";

  private static final Set<AclOperation> IMPLY_DESCRIBE =
      Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

  private final Set<AclBinding> bindings;

  AclBindings(Collection<AclBinding> bindings) {
    this.bindings = Set.copyOf(bindings);
  }

  /**
   * Reads all ACLs of the cluster.
   *
   * @throws org.apache.kafka.common.errors.SecurityDisabledException when the brokers have no
   *     authorizer
   * @throws org.apache.kafka.common.errors.ClusterAuthorizationException when this client may not
   *     describe ACLs
   */
  static AclBindings read(Admin admin) {
    return new AclBindings(AdminResults.get(admin.describeAcls(AclBindingFilter.ANY).values()));
  }

  Set<AclBinding> all() {
    return bindings;
  }

  /** The rules that allow an operation. */
  List<AclBinding> allowing() {
    return of(AclPermissionType.ALLOW);
  }

  /** Whether a principal is allowed an operation on everything that matches a pattern. */
  boolean isGiven(String principal, ResourcePattern resource, AclOperation operation) {
    return of(AclPermissionType.ALLOW).stream()
        .anyMatch(
            rule ->
                isAbout(rule, principal)
                    && covers(rule.pattern(), resource)
                    && implies(rule.entry().operation(), operation));
  }

  /** The rule that denies a principal an operation on anything that matches a pattern. */
  Optional<AclBinding> denying(String principal, ResourcePattern resource, AclOperation operation) {
    return of(AclPermissionType.DENY).stream()
        .filter(
            rule ->
                isAbout(rule, principal)
                    && overlaps(rule.pattern(), resource)
                    && (rule.entry().operation() == operation
                        || rule.entry().operation() == AclOperation.ALL))
        .findFirst();
  }

  private List<AclBinding> of(AclPermissionType type) {
    return bindings.stream().filter(rule -> rule.entry().permissionType() == type).toList();
  }

  private static boolean isAbout(AclBinding rule, String principal) {
    String named = rule.entry().principal();
    return named.equals(principal) || named.equals(EVERYBODY);
  }

  /** Whether one operation implies another. */
  static boolean implies(AclOperation given, AclOperation wanted) {
    return given == wanted
        || given == AclOperation.ALL
        || (wanted == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(given))
        || (wanted == AclOperation.DESCRIBE_CONFIGS && given == AclOperation.ALTER_CONFIGS);
  }

  /** Whether everything that matches the narrow pattern also matches the wide one. */
  static boolean covers(ResourcePattern wide, ResourcePattern narrow) {
    if (wide.resourceType() != narrow.resourceType()) {
      return false;
    }
    if (isAnything(wide)) {
      return true;
    }
    return wide.patternType() == PatternType.PREFIXED
        ? narrow.name().startsWith(wide.name()) && !isAnything(narrow)
        : narrow.patternType() == PatternType.LITERAL && narrow.name().equals(wide.name());
  }

  /** Whether anything can match both patterns. */
  static boolean overlaps(ResourcePattern one, ResourcePattern other) {
    return covers(one, other) || covers(other, one);
  }

  private static boolean isAnything(ResourcePattern pattern) {
    return pattern.patternType() == PatternType.LITERAL
        && pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
  }
}
