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
    for (Greeting.Answer answer : greet(config)) {
      if (answer instanceof Greeting.Answer.Stranger stranger) {
        throw stranger.who();
      }
    }
    return Admin.create(config.adminProps());
  }

  /** Why a client of the configured brokers waited in vain, as far as a greeting can tell. */
  public static Silence whySilent(TocsinConfig config) {
    return greet(config).stream().anyMatch(Greeting.Answer.Kafka.class::isInstance)
        ? Silence.BEHIND_THE_FIRST
        : Silence.NOBODY;
  }

  /** Each address's answer; none where TLS is spoken, whose handshake tells who is no partner. */
  private static List<Greeting.Answer> greet(TocsinConfig config) {
    Object protocol = config.adminProps().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (SecurityProtocol.SSL.name.equals(protocol)
        || SecurityProtocol.SASL_SSL.name.equals(protocol)) {
      return List.of();
    }
    return config.bootstrapServers().stream().map(AdminClients::greet).toList();
  }

  private static Greeting.Answer greet(String server) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    // Of an address that is none the client says what is wrong with it.
    return host == null || port == null
        ? new Greeting.Answer.None()
        : Greeting.at(host, port, PATIENCE);
  }
}
