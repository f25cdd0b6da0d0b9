package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.TopicCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/** Whether the cluster answers, lets us in, and has what we need. */
final class BrokerCheck {

  private final TocsinConfig config;
  private @Nullable String clusterId;

  BrokerCheck(TocsinConfig config) {
    this.config = config;
  }

  List<Finding> findings(TopologyDescription topology) {
    try (Admin admin = Admin.create(config.adminProps())) {
      clusterId = admin.describeCluster().clusterId().get();
      List<Finding> findings = new ArrayList<>(new TopicCheck(config, admin).findings(topology));
      findings.addAll(group(admin));
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
                "kafka-acls.sh --bootstrap-server "
                    + servers()
                    + " --add --allow-principal User:<Tocsin's user> --operation READ --group "
                    + group));
  }

  private Finding judge(Throwable cause) {
    String cluster = "Kafka at " + servers();
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
    return Finding.unreachable(
        cluster,
        "no answer: " + cause.getMessage(),
        "check that the brokers run and that bootstrap.servers names them");
  }

  private String servers() {
    return String.join(",", config.bootstrapServers());
  }
}
