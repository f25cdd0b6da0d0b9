package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.AclCommands;
import dev.tocsin.ops.admin.AdminClients;
import dev.tocsin.ops.admin.NotKafkaException;
import dev.tocsin.ops.admin.UnreachableCause;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.TopicCheck;
import dev.tocsin.ops.topics.TopicReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/** Checks the connection to the cluster, the topics, the consumer group and the permissions. */
final class BrokerCheck {

  private final TocsinConfig config;
  private @Nullable String clusterId;

  /** Compares the topics with those of the local state. */
  private final Function<TopicReport, List<Finding>> judgement;

  BrokerCheck(TocsinConfig config, Function<TopicReport, List<Finding>> judgement) {
    this.config = config;
    this.judgement = judgement;
  }

  List<Finding> findings(TopologyDescription topology) {
    try (Admin admin = AdminClients.open(config)) {
      TopicReport report = new TopicCheck(config, admin).report(topology);
      clusterId = report.cluster();
      List<Finding> findings = new ArrayList<>(judgement.apply(report));
      findings.addAll(group(admin));
      findings.addAll(new CreatePermissionCheck(config, admin).findings());
      return findings;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      return List.of(judge(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      return List.of(judge(e));
    }
  }

  /** The id of the cluster; null when it did not answer. */
  @Nullable String clusterId() {
    return clusterId;
  }

  private List<Finding> group(Admin admin) throws InterruptedException, ExecutionException {
    String group = config.applicationId();
    boolean allowed;
    try {
      Set<AclOperation> operations =
          admin
              .describeConsumerGroups(
                  List.of(group),
                  new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
              .all()
              .get()
              .values()
              .iterator()
              .next()
              .authorizedOperations();
      allowed =
          operations == null || operations.isEmpty() || operations.contains(AclOperation.READ);
    } catch (ExecutionException e) {
      // Another error, such as an unknown group, is normal at the first start.
      allowed = !(e.getCause() instanceof GroupAuthorizationException);
    }
    return allowed
        ? List.of()
        : List.of(
            Finding.wrong(
                "consumer group " + group,
                "no permission to READ",
                "permission",
                new AclCommands(config.bootstrapServers())
                    .allowTocsin(
                        new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
                        AclOperation.READ)));
  }

  private Finding judge(Throwable cause) {
    String cluster = "Kafka at " + servers();
    if (cause instanceof NotKafkaException notKafka) {
      return Finding.wrong(
          cluster, String.valueOf(notKafka.getMessage()), "Kafka", notKafka.remedy());
    }
    if (cause instanceof SslAuthenticationException) {
      return Finding.wrong(
          cluster,
          "the TLS handshake failed: " + root(cause).getMessage(),
          "certificates that both sides trust",
          "correct kafka.ssl.truststore.*, the certificates that Tocsin trusts, or"
              + " kafka.ssl.keystore.*, its own; a certificate must be valid and have the host name");
    }
    if (cause instanceof AuthenticationException) {
      return Finding.wrong(
          cluster,
          "rejects the credentials: " + cause.getMessage(),
          "valid credentials",
          "correct kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
    }
    if (cause instanceof AuthorizationException) {
      return Finding.wrong(
          cluster,
          String.valueOf(cause.getMessage()),
          "permission",
          "grant it to Tocsin's principal with kafka-acls.sh");
    }
    if (cause.getClass().equals(KafkaException.class) && !isUnresolved(root(cause))) {
      // The message names settings and files, never secrets.
      return Finding.wrong(
          cluster,
          "cannot create a client: " + root(cause).getMessage(),
          "valid client settings",
          "correct kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
    }
    UnreachableCause why = AdminClients.unreachableCause(config);
    return Finding.unreachable(
        cluster,
        why.found() + ": " + (isUnresolved(root(cause)) ? root(cause) : cause).getMessage(),
        why.remedy());
  }

  /** Whether no host name could be resolved, which may work later. */
  private static boolean isUnresolved(Throwable root) {
    return root instanceof ConfigException
        && String.valueOf(root.getMessage()).contains("bootstrap");
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private String servers() {
    return String.join(",", config.bootstrapServers());
  }
}
