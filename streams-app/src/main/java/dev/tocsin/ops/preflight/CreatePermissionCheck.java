package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.config.TopicKeys;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.ops.access.AclCommands;
import dev.tocsin.ops.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Checks the permissions to create the internal topics and transactions of Kafka Streams. No
 * request reports them, so both are tried with a reserved name: a topic that the brokers only
 * validate, and a transactional id that is opened and never used to write.
 */
final class CreatePermissionCheck {

  private static final String NAME = "preflight";

  private final TocsinConfig config;
  private final Admin admin;
  private final String prefix;

  CreatePermissionCheck(TocsinConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
    this.prefix = ClientNames.internalPrefix(config.applicationId());
  }

  List<Finding> findings() throws InterruptedException, ExecutionException {
    List<Finding> findings = new ArrayList<>();
    if (!mayCreateTopics()) {
      findings.add(denied("internal topics ", ResourceType.TOPIC, AclOperation.CREATE));
    }
    if (!mayWriteTransactions()) {
      findings.add(denied("transactional ids ", ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE));
    }
    return findings;
  }

  private boolean mayCreateTopics() throws InterruptedException {
    NewTopic topic =
        new NewTopic(prefix + NAME, 1, (short) config.number(TopicKeys.REPLICATION_FACTOR));
    try {
      admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true)).all().get();
      return true;
    } catch (ExecutionException e) {
      // Kafka Streams reports other errors, such as too few brokers, when it creates its topics.
      return !(e.getCause() instanceof AuthorizationException);
    }
  }

  private boolean mayWriteTransactions() throws InterruptedException, ExecutionException {
    try {
      admin.fenceProducers(List.of(prefix + NAME)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdAuthorizationException) {
        return false;
      }
      throw e;
    }
  }

  private Finding denied(String what, ResourceType type, AclOperation operation) {
    return Finding.wrong(
        what + prefix + "*",
        "no permission to " + operation,
        "permission",
        new AclCommands(config.bootstrapServers())
            .allowTocsin(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation));
  }
}
