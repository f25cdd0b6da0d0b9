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
 * Whether the brokers let us make what Kafka Streams makes for itself: topics, and transactions.
 * They do not tell beforehand, so both are tried, with a name that nobody else uses: a topic that
 * the brokers only check, and a transactional id that is opened and never written with.
 */
final class CreatePermissionCheck {

  private static final String TRIED = "preflight";

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
    if (!mayMakeTopics()) {
      findings.add(denied("internal topics ", ResourceType.TOPIC, AclOperation.CREATE));
    }
    if (!mayWriteTransactions()) {
      findings.add(denied("transactional ids ", ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE));
    }
    return findings;
  }

  private boolean mayMakeTopics() throws InterruptedException {
    NewTopic topic =
        new NewTopic(prefix + TRIED, 1, (short) config.number(TopicKeys.REPLICATION_FACTOR));
    try {
      admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true)).all().get();
      return true;
    } catch (ExecutionException e) {
      // Another objection, such as too few brokers for the copies, is for those who make it to
      // tell.
      return !(e.getCause() instanceof AuthorizationException);
    }
  }

  private boolean mayWriteTransactions() throws InterruptedException, ExecutionException {
    try {
      admin.fenceProducers(List.of(prefix + TRIED)).all().get();
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
