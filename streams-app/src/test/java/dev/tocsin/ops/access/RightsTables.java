package dev.tocsin.ops.access;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The plan as the tables of docs/security.md, for two providers and names by default. */
final class RightsTables {

  private static final String PRINCIPAL = "User:it";
  private static final String OWN = "own";
  private static final String OTHER = "other";

  private final TocsinConfig config =
      TocsinConfig.load(Sources.of(Map.of("providers", OWN + "," + OTHER)));
  private final List<Access> plan =
      AccessPlan.of(config).stream()
          .filter(access -> !access.provider().equals(Optional.of(OTHER)))
          .toList();

  /** Who may do what on each kind of topic, and every grant. */
  String markdown() {
    return matrix() + "\n" + grants();
  }

  private String matrix() {
    Map<String, ResourcePattern> columns = columns();
    List<String> lines = new ArrayList<>();
    lines.add("| Role | " + String.join(" | ", columns.keySet()) + " |");
    lines.add("|---" + "|---".repeat(columns.size()) + "|");
    for (Access access : plan) {
      AclBindings rules = new AclBindings(bindings(access));
      lines.add(
          "| "
              + role(access)
              + " | "
              + columns.values().stream()
                  .map(resource -> cell(rules, resource))
                  .collect(Collectors.joining(" | "))
              + " |");
    }
    return String.join("\n", lines) + "\n";
  }

  private String grants() {
    List<String> lines = new ArrayList<>();
    lines.add("| Role | Resource | Operations |");
    lines.add("|---|---|---|");
    for (Access access : plan) {
      for (Grant grant : access.grants()) {
        if (!grant.resource().name().equals(config.topics().messageLog(OTHER))) {
          lines.add(
              "| %s | %s `%s%s` | %s |"
                  .formatted(
                      role(access),
                      type(grant),
                      named(grant.resource().name()),
                      grant.resource().patternType() == PatternType.PREFIXED ? "*" : "",
                      grant.operationsText()));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private Map<String, ResourcePattern> columns() {
    Map<String, ResourcePattern> columns = new LinkedHashMap<>();
    columns.put("message log", topic(config.topics().messageLog(OWN)));
    columns.put("another provider's", topic(config.topics().messageLog(OTHER)));
    columns.put("accounts", topic(config.topics().account()));
    columns.put("windows", topic(config.topics().window()));
    columns.put("records", topic(config.topics().exposedRecord()));
    columns.put("notifications", topic(config.topics().notification()));
    columns.put("incidents", topic(config.topics().incident()));
    columns.put("dead letters", topic(config.topics().deadLetter()));
    columns.put(
        "internal", topic(ClientNames.internalPrefix(config.applicationId()) + "any-changelog"));
    return columns;
  }

  /** What matters: data in, data out, and whether it may be seen that the topic is there. */
  private static String cell(AclBindings rules, ResourcePattern resource) {
    List<String> words = new ArrayList<>();
    Map<AclOperation, String> shown = new LinkedHashMap<>();
    shown.put(AclOperation.READ, "read");
    shown.put(AclOperation.WRITE, "write");
    shown.put(AclOperation.CREATE, "create");
    shown.put(AclOperation.DELETE, "delete");
    shown.forEach(
        (operation, word) -> {
          if (rules.isGiven(PRINCIPAL, resource, operation)) {
            words.add(word);
          }
        });
    if (words.isEmpty() || words.equals(List.of("create"))) {
      if (rules.isGiven(PRINCIPAL, resource, AclOperation.DESCRIBE)) {
        words.add("describe");
      }
    }
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  private static List<AclBinding> bindings(Access access) {
    return access.grants().stream().flatMap(grant -> grant.bindings(PRINCIPAL).stream()).toList();
  }

  private static ResourcePattern topic(String name) {
    return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
  }

  private static String role(Access access) {
    return access.role().title();
  }

  private static String type(Grant grant) {
    String type = Grant.text(grant.resource());
    return type.contains(" ")
        ? type.substring(0, type.lastIndexOf(' '))
        : grant.resource().resourceType().name().toLowerCase(Locale.ROOT);
  }

  private static String named(String name) {
    return name.replace("message-log." + OWN, "message-log.<provider>");
  }
}
