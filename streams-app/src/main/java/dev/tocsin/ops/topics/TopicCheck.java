package dev.tocsin.ops.topics;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.ops.finding.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Compares the topics of the cluster, including internal topics, with the plan, and the permissions
 * of this client with those that the detector needs.
 */
public final class TopicCheck {

  private static final List<AclOperation> INTERNAL_USE =
      List.of(
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DELETE,
          AclOperation.DESCRIBE_CONFIGS);

  /** Stores that the inputs cannot rebuild; another may be new in this version. */
  private static final List<String> IRREPLACEABLE = List.of(StoreNames.HISTORY, StoreNames.IMPACT);

  private final TocsinConfig config;
  private final TopicDescriptions reader;
  private final Remedies remedies;
  private boolean rights = true;

  public TopicCheck(TocsinConfig config, Admin admin) {
    this.config = config;
    this.reader = new TopicDescriptions(admin);
    this.remedies = new Remedies(config.bootstrapServers());
  }

  /** Skips the permissions of this client, which is not the detector. */
  public TopicCheck withoutRights() {
    rights = false;
    return this;
  }

  /**
   * The differences from the plan, and the ids of the topics.
   *
   * @param topology the topology to run
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  public TopicReport report(TopologyDescription topology) {
    List<PlannedTopic> plan = TopicPlan.of(config);
    Map<String, TopicState> states = reader.read(plan.stream().map(PlannedTopic::name).toList());
    List<Finding> findings = new ArrayList<>();
    for (PlannedTopic topic : plan) {
      findings.addAll(
          TopicComparison.of(
              topic, states.getOrDefault(topic.name(), TopicState.MISSING), remedies, rights));
    }
    Map<String, Integer> expected =
        InternalTopics.expected(
            config.applicationId(),
            topology,
            config.partitions(),
            name -> states.getOrDefault(name, TopicState.MISSING).partitions());
    Map<String, TopicState> internal = readInternal(expected);
    findings.addAll(compare(internal, expected));
    Map<String, TopicState> bound = new TreeMap<>(internal);
    for (String input : List.of(config.topics().window(), config.topics().account())) {
      bound.put(input, states.getOrDefault(input, TopicState.MISSING));
    }
    return new TopicReport(reader.cluster(), findings, ids(bound));
  }

  /** The ids of the topics that this client may describe. */
  private static Map<String, Uuid> ids(Map<String, TopicState> states) {
    Map<String, Uuid> ids = new TreeMap<>();
    states.forEach(
        (name, state) -> {
          if (state.denied() != AclOperation.DESCRIBE) {
            ids.put(name, state.id());
          }
        });
    return ids;
  }

  private Map<String, TopicState> readInternal(Map<String, Integer> expected) {
    Set<String> names = new HashSet<>(expected.keySet());
    if (!rights) {
      names.retainAll(reader.names());
    }
    return new TreeMap<>(reader.read(names));
  }

  private List<Finding> compare(Map<String, TopicState> states, Map<String, Integer> expected) {
    InternalComparison comparison = new InternalComparison(remedies);
    List<Finding> findings = new ArrayList<>();
    states.forEach(
        (name, state) -> {
          if (state.exists()) {
            findings.addAll(comparison.of(name, state, expected.getOrDefault(name, 0)));
          }
        });
    List<String> lost =
        IRREPLACEABLE.stream()
            .map(store -> InternalTopics.changelog(config.applicationId(), store))
            .filter(expected::containsKey)
            .filter(
                name -> states.getOrDefault(name, TopicState.MISSING).equals(TopicState.MISSING))
            .toList();
    if (!lost.isEmpty() && reader.hasCommitted(config.applicationId())) {
      lost.forEach(name -> findings.add(comparison.missing(name)));
    }
    if (rights) {
      INTERNAL_USE.forEach(operation -> internalRight(operation, states, findings));
    }
    return findings;
  }

  /** One finding for all topics, which need the same ACL. */
  private void internalRight(
      AclOperation operation, Map<String, TopicState> states, List<Finding> findings) {
    List<String> lacking =
        states.entrySet().stream()
            .filter(entry -> lacks(entry.getValue(), operation))
            .map(Map.Entry::getKey)
            .toList();
    if (!lacking.isEmpty()) {
      String prefix = ClientNames.internalPrefix(config.applicationId());
      findings.add(
          Finding.wrong(
              "internal topics " + prefix + "*",
              "no permission to "
                  + operation
                  + " on "
                  + lacking.size()
                  + " of "
                  + states.size()
                  + ", such as "
                  + lacking.getFirst(),
              "permission",
              remedies.allowAll(prefix, operation)));
    }
  }

  private static boolean lacks(TopicState state, AclOperation operation) {
    return state.exists()
        ? !state.allowed().isEmpty() && !state.allowed().contains(operation)
        : state.denied() != null;
  }
}
