package dev.tocsin.ops.admin;

import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/** Opens the admin clients of those who are the first to ask the brokers something. */
public final class AdminClients {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private AdminClients() {}

  /**
   * A client for the configured brokers; the caller closes it.
   *
   * @throws NotKafkaException when something else listens at one of their addresses
   */
  public static Admin open(TocsinConfig config) {
    for (ApiVersionsProbe.Answer answer : greet(config)) {
      if (answer instanceof ApiVersionsProbe.Answer.Stranger stranger) {
        throw stranger.who();
      }
    }
    return Admin.create(config.adminProps());
  }

  /** Why a client of the configured brokers waited in vain, as far as a greeting can tell. */
  public static UnreachableCause whySilent(TocsinConfig config) {
    return greet(config).stream().anyMatch(ApiVersionsProbe.Answer.Kafka.class::isInstance)
        ? UnreachableCause.BEHIND_THE_FIRST
        : UnreachableCause.NOBODY;
  }

  /** Each address's answer; none where TLS is spoken, whose handshake tells who is no partner. */
  private static List<ApiVersionsProbe.Answer> greet(TocsinConfig config) {
    Object protocol = config.adminProps().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (SecurityProtocol.SSL.name.equals(protocol)
        || SecurityProtocol.SASL_SSL.name.equals(protocol)) {
      return List.of();
    }
    return config.bootstrapServers().stream().map(AdminClients::greet).toList();
  }

  private static ApiVersionsProbe.Answer greet(String server) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    // Of an address that is none the client says what is wrong with it.
    return host == null || port == null
        ? new ApiVersionsProbe.Answer.None()
        : ApiVersionsProbe.at(host, port, PATIENCE);
  }
}
