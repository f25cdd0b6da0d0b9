package dev.tocsin.ops.admin;

import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
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
    if (!usesTls(config)) {
      for (String server : config.bootstrapServers()) {
        greet(server);
      }
    }
    return Admin.create(config.adminProps());
  }

  private static boolean usesTls(TocsinConfig config) {
    Object protocol = config.adminProps().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    // In TLS the handshake tells who is no partner.
    return SecurityProtocol.SSL.name.equals(protocol)
        || SecurityProtocol.SASL_SSL.name.equals(protocol);
  }

  private static void greet(String server) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    if (host == null || port == null) {
      // The client says what is wrong with it.
      return;
    }
    Greeting.strangerAt(host, port, PATIENCE)
        .ifPresent(
            stranger -> {
              throw stranger;
            });
  }
}
