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

/** Whether the cluster answers, lets us in, and has what we need. */
final class BrokerCheck {

  private final TocsinConfig config;
  private @Nullable String clusterId;

  /** Sees the topics with what was there before. */
  private final Function<TopicReport, List<Finding>> judgement;

  BrokerCheck(TocsinConfig config, Function<TopicReport, List<Finding>> judgement) {
    this.config = config;
    this.judgement = judgement;
  }

  List<Finding> findings(TopologyDescription topology) {
    try (Admin admin = AdminClients.open(config)) {
      TopicReport report = new TopicCheck(config, admin).look(topology);
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

  /** What the cluster calls itself; null while it has not been asked or did not answer. */
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
      // Any other answer, such as that the group is unknown, is what a first start looks like.
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
    if (cause instanceof NotKafkaException stranger) {
      return Finding.wrong(
          cluster, String.valueOf(stranger.getMessage()), "Kafka", stranger.remedy());
    }
    if (cause instanceof SslAuthenticationException) {
      return Finding.wrong(
          cluster,
          "no TLS connection: " + root(cause).getMessage(),
          "that each side trusts the other's certificate",
          "mend kafka.ssl.truststore.*, which says whom Tocsin trusts, and kafka.ssl.keystore.*,"
              + " which says who it is; a certificate has to be valid and to cover the host's name");
    }
    if (cause instanceof AuthenticationException) {
      return Finding.wrong(
          cluster,
          "it does not accept the credentials: " + cause.getMessage(),
          "to be let in",
          "mend kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
    }
    if (cause instanceof AuthorizationException) {
      return Finding.wrong(
          cluster,
          String.valueOf(cause.getMessage()),
          "permission",
          "grant it to Tocsin's user with kafka-acls.sh");
    }
    if (cause.getClass().equals(KafkaException.class) && !namesNobody(root(cause))) {
      // The client could not even be made. Its own words name keys and files, never secrets.
      return Finding.wrong(
          cluster,
          "no client can be made: " + root(cause).getMessage(),
          "settings that Kafka's client takes",
          "mend kafka.security.protocol, kafka.sasl.* and kafka.ssl.*");
    }
    UnreachableCause why = AdminClients.whySilent(config);
    return Finding.unreachable(
        cluster,
        "it " + why.found() + ": " + (namesNobody(root(cause)) ? root(cause) : cause).getMessage(),
        why.remedy());
  }

  /** A host that cannot be resolved may be resolved later. */
  private static boolean namesNobody(Throwable root) {
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
