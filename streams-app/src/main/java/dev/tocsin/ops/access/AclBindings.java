package dev.tocsin.ops.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** The rules that stand on the brokers, read the way that Kafka's own authorizer reads them. */
final class AclBindings {

  static final String EVERYBODY = "User:*";

  private static final Set<AclOperation> IMPLY_DESCRIBE =
      Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

  private final Set<AclBinding> bindings;

  AclBindings(Collection<AclBinding> bindings) {
    this.bindings = Set.copyOf(bindings);
  }

  Set<AclBinding> all() {
    return bindings;
  }

  /** All that let somebody do something. */
  List<AclBinding> allowing() {
    return of(AclPermissionType.ALLOW);
  }

  /** Whether somebody is given an operation on all that a resource stands for. */
  boolean isGiven(String principal, ResourcePattern resource, AclOperation operation) {
    return of(AclPermissionType.ALLOW).stream()
        .anyMatch(
            rule ->
                isAbout(rule, principal)
                    && covers(rule.pattern(), resource)
                    && implies(rule.entry().operation(), operation));
  }

  /** The rule that takes an operation on a resource, or on part of it, from somebody. */
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

  /** Whether who may do one thing may do the other. */
  static boolean implies(AclOperation given, AclOperation wanted) {
    return given == wanted
        || given == AclOperation.ALL
        || (wanted == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(given))
        || (wanted == AclOperation.DESCRIBE_CONFIGS && given == AclOperation.ALTER_CONFIGS);
  }

  /** Whether everything that one pattern stands for is among what the other stands for. */
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

  /** Whether anything at all can be meant by both. */
  static boolean overlaps(ResourcePattern one, ResourcePattern other) {
    return covers(one, other) || covers(other, one);
  }

  private static boolean isAnything(ResourcePattern pattern) {
    return pattern.patternType() == PatternType.LITERAL
        && pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
  }
}
