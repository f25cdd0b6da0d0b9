package dev.tocsin.ops.admin;

import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/** Opens admin clients, after checking that the addresses belong to Kafka brokers. */
public final class AdminClients {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private AdminClients() {}

  /**
   * A client for the configured brokers; the caller closes it.
   *
   * @throws NotKafkaException when another service listens at one of their addresses
   */
  public static Admin open(TocsinConfig config) {
    for (ApiVersionsProbe.Answer answer : probe(config)) {
      if (answer instanceof ApiVersionsProbe.Answer.NotKafka notKafka) {
        throw notKafka.exception();
      }
    }
    return Admin.create(config.adminProps());
  }

  /** The probable cause of a timeout of a client of the configured brokers. */
  public static UnreachableCause unreachableCause(TocsinConfig config) {
    return probe(config).stream().anyMatch(ApiVersionsProbe.Answer.Kafka.class::isInstance)
        ? UnreachableCause.ADVERTISED_LISTENERS
        : UnreachableCause.NO_BROKER;
  }

  /** The answer of each address; none with TLS, whose handshake fails with other services. */
  private static List<ApiVersionsProbe.Answer> probe(TocsinConfig config) {
    Object protocol = config.adminProps().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (SecurityProtocol.SSL.name.equals(protocol)
        || SecurityProtocol.SASL_SSL.name.equals(protocol)) {
      return List.of();
    }
    return config.bootstrapServers().stream().map(AdminClients::probe).toList();
  }

  private static ApiVersionsProbe.Answer probe(String server) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    // The client reports an invalid address.
    return host == null || port == null
        ? new ApiVersionsProbe.Answer.NoAnswer()
        : ApiVersionsProbe.at(host, port, TIMEOUT);
  }
}
