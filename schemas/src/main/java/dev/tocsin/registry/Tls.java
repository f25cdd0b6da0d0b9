package dev.tocsin.registry;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Converts Kafka's {@code ssl.*} client settings for the JDK's HTTP client. Kafka's own factory
 * reads the stores, so PKCS12, JKS and PEM work as they do for the brokers.
 */
final class Tls {

  private Tls() {}

  static SSLContext context(Map<String, @Nullable Object> settings) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(settings);
      return factory.sslContext();
    } catch (KafkaException e) {
      throw new ConfigException(
          "The TLS settings under schema.registry.ssl.* cannot be used: " + e.getMessage());
    }
  }

  static SSLParameters parameters(SSLContext context, Map<String, @Nullable Object> settings) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    String[] protocols = strings(settings, SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    String[] ciphers = strings(settings, SslConfigs.SSL_CIPHER_SUITES_CONFIG);
    if (ciphers.length > 0) {
      parameters.setCipherSuites(ciphers);
    }
    return parameters;
  }

  private static String[] strings(Map<String, @Nullable Object> settings, String key) {
    return settings.get(key) instanceof List<?> list
        ? list.stream().map(Object::toString).toArray(String[]::new)
        : new String[0];
  }
}
