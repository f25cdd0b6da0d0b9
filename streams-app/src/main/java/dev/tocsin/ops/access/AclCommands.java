package dev.tocsin.ops.access;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.internals.SecurityUtils;

/** {@code kafka-acls.sh} commands that change ACLs. */
public final class AclCommands {

  private final String bootstrapServers;

  public AclCommands(List<String> bootstrapServers) {
    this.bootstrapServers = String.join(",", bootstrapServers);
  }

  /** Allows the detector an operation. */
  public String allowTocsin(ResourcePattern resource, AclOperation operation) {
    return "kafka-acls.sh --bootstrap-server %s --add --allow-principal \"User:<principal of Tocsin>\" --operation %s %s"
        .formatted(bootstrapServers, SecurityUtils.operationName(operation), option(resource));
  }

  /** Removes one rule. */
  String remove(AclBinding rule) {
    String kind = rule.entry().permissionType() == AclPermissionType.DENY ? "deny" : "allow";
    return "kafka-acls.sh --bootstrap-server %s --remove --%s-principal '%s' --operation %s %s"
        .formatted(
            bootstrapServers,
            kind,
            rule.entry().principal(),
            SecurityUtils.operationName(rule.entry().operation()),
            option(rule.pattern()));
  }

  private static String option(ResourcePattern pattern) {
    if (pattern.resourceType() == ResourceType.CLUSTER) {
      return "--cluster";
    }
    String option = pattern.resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "--"
        + option
        + " '"
        + pattern.name()
        + "'"
        + (pattern.patternType() == PatternType.PREFIXED
            ? " --resource-pattern-type prefixed"
            : "");
  }
}
