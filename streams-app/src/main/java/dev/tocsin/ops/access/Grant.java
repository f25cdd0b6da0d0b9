package dev.tocsin.ops.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Operations on one resource, or on all resources with a prefix.
 *
 * @param resource the resource; its pattern is literal or prefixed
 * @param operations the operations, without those that brokers imply (DESCRIBE by READ, WRITE,
 *     DELETE and ALTER, DESCRIBE_CONFIGS by ALTER_CONFIGS)
 */
public record Grant(ResourcePattern resource, SortedSet<AclOperation> operations) {

  private static final String ANY_HOST = "*";

  public Grant {
    operations = Collections.unmodifiableSortedSet(new TreeSet<>(operations));
  }

  static Grant literal(ResourceType type, String name, AclOperation... operations) {
    return of(type, name, PatternType.LITERAL, operations);
  }

  static Grant prefixed(ResourceType type, String name, AclOperation... operations) {
    return of(type, name, PatternType.PREFIXED, operations);
  }

  static Grant cluster(AclOperation... operations) {
    return literal(ResourceType.CLUSTER, Resource.CLUSTER_NAME, operations);
  }

  private static Grant of(
      ResourceType type, String name, PatternType pattern, AclOperation... operations) {
    return new Grant(
        new ResourcePattern(type, name, pattern),
        new TreeSet<>(EnumSet.copyOf(List.of(operations))));
  }

  /** The rules that grant it to a principal, one for each operation. */
  public List<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }

  /** The resource in words, such as {@code topic exposure.window} or {@code topic tocsin-*}. */
  public String resourceText() {
    return text(resource);
  }

  /** The operations in words, separated by commas. */
  public String operationsText() {
    return operations.stream().map(AclOperation::name).collect(Collectors.joining(", "));
  }

  static String text(ResourcePattern resource) {
    if (resource.resourceType() == ResourceType.CLUSTER) {
      return "cluster";
    }
    String type = resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return type
        + " "
        + resource.name()
        + (resource.patternType() == PatternType.PREFIXED ? "*" : "");
  }
}
