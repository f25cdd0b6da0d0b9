package dev.tocsin.ops.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.tocsin.config.AccessKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.naming.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rights of each role, with least privilege. Resource names are literal if they are known in
 * advance. The internal topics and transactional ids of Kafka Streams are prefixes: the ids are
 * random, and the topics change with the topology.
 */
public final class AccessPlan {

  private final TopicNames topics;
  private final TocsinConfig config;
  private final String internal;

  private AccessPlan(TocsinConfig config) {
    this.config = config;
    this.topics = config.topics();
    this.internal = ClientNames.internalPrefix(config.applicationId());
  }

  /** All roles, with those of each provider. */
  public static List<Access> of(TocsinConfig config) {
    AccessPlan plan = new AccessPlan(config);
    List<Access> all = new ArrayList<>();
    all.add(plan.access(Role.TOCSIN, AccessKeys.TOCSIN, plan.tocsin()));
    for (String provider : config.providers()) {
      all.add(plan.provider(provider));
      all.add(plan.importer(provider));
    }
    all.add(plan.access(Role.ACCOUNT_OWNER, AccessKeys.ACCOUNT_OWNER, plan.accountOwner()));
    all.add(plan.access(Role.RESPONDER, AccessKeys.RESPONDER, plan.responder()));
    all.add(plan.access(Role.NOTIFIER, AccessKeys.NOTIFIER, plan.notifier()));
    all.add(plan.access(Role.OPERATOR, AccessKeys.OPERATOR, plan.operator()));
    all.add(plan.access(Role.REDRIVER, AccessKeys.REDRIVER, plan.redriver()));
    return List.copyOf(all);
  }

  private Access access(Role role, String key, List<Grant> grants) {
    return new Access(role, Optional.empty(), config.principals(key), grants);
  }

  /** DESCRIBE_CONFIGS is for the preflight checks. */
  private List<Grant> tocsin() {
    List<Grant> grants = new ArrayList<>();
    logs().forEach(topic -> grants.add(Grant.literal(TOPIC, topic, READ, DESCRIBE_CONFIGS)));
    grants.add(Grant.literal(TOPIC, topics.account(), READ, DESCRIBE_CONFIGS));
    // Tocsin restates the accepted revision of a window when a record behind it was refused.
    grants.add(Grant.literal(TOPIC, topics.window(), READ, WRITE, DESCRIBE_CONFIGS));
    outputs().forEach(topic -> grants.add(Grant.literal(TOPIC, topic, WRITE, DESCRIBE_CONFIGS)));
    // Kafka Streams creates its topics, and deletes processed records from repartition topics.
    grants.add(Grant.prefixed(TOPIC, internal, READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS));
    grants.add(Grant.literal(GROUP, config.applicationId(), READ));
    grants.add(Grant.prefixed(TRANSACTIONAL_ID, internal, WRITE));
    return grants;
  }

  private Access provider(String provider) {
    return new Access(
        Role.PROVIDER,
        Optional.of(provider),
        config.providerPrincipals(provider),
        List.of(Grant.literal(TOPIC, topics.messageLog(provider), WRITE)));
  }

  private Access importer(String provider) {
    return new Access(
        Role.IMPORTER,
        Optional.of(provider),
        config.importerPrincipals(provider),
        List.of(
            Grant.literal(TOPIC, topics.messageLog(provider), READ, WRITE),
            Grant.prefixed(GROUP, ClientNames.importing(topics), READ),
            Grant.prefixed(TRANSACTIONAL_ID, ClientNames.importing(topics), WRITE)));
  }

  private List<Grant> accountOwner() {
    return List.of(Grant.literal(TOPIC, topics.account(), READ, WRITE));
  }

  private List<Grant> responder() {
    return List.of(
        Grant.literal(TOPIC, topics.window(), READ, WRITE),
        Grant.literal(TOPIC, topics.incident(), READ));
  }

  private List<Grant> notifier() {
    return List.of(
        Grant.literal(TOPIC, topics.notification(), READ),
        Grant.literal(TOPIC, topics.exposedRecord(), READ),
        // The accounts of an incident are looked up by incident.
        Grant.literal(TOPIC, topics.incident(), READ),
        Grant.prefixed(GROUP, ClientNames.notifier(topics), READ));
  }

  private List<Grant> operator() {
    List<Grant> grants = new ArrayList<>();
    Stream.concat(inputs().stream(), outputs().stream())
        .forEach(
            topic -> grants.add(Grant.literal(TOPIC, topic, CREATE, DESCRIBE, DESCRIBE_CONFIGS)));
    grants.add(Grant.prefixed(TOPIC, internal, DESCRIBE, DESCRIBE_CONFIGS));
    grants.add(Grant.literal(GROUP, config.applicationId(), DESCRIBE));
    // To compare the ACLs. No role may change them, because that allows everything.
    grants.add(Grant.cluster(DESCRIBE));
    return grants;
  }

  private List<Grant> redriver() {
    List<Grant> grants = new ArrayList<>();
    grants.add(Grant.literal(TOPIC, topics.deadLetter(), READ, WRITE));
    logs().forEach(topic -> grants.add(Grant.literal(TOPIC, topic, WRITE)));
    // An old window or account must not replace a newer one, so their topics are read first.
    grants.add(Grant.literal(TOPIC, topics.account(), READ, WRITE));
    grants.add(Grant.literal(TOPIC, topics.window(), READ, WRITE));
    grants.add(Grant.literal(TRANSACTIONAL_ID, ClientNames.redrive(topics.deadLetter()), WRITE));
    return grants;
  }

  private List<String> logs() {
    return topics.messageLogs(config.providers());
  }

  private List<String> inputs() {
    return Stream.concat(logs().stream(), Stream.of(topics.account(), topics.window())).toList();
  }

  private List<String> outputs() {
    return List.of(
        topics.exposedRecord(), topics.notification(), topics.incident(), topics.deadLetter());
  }
}
