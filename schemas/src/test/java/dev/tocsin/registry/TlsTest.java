package dev.tocsin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String PASSWORD = "not-a-secret";

  @TempDir static Path directory;
  private static Path store;
  private static SSLContext serverContext;

  @BeforeAll
  static void makeSelfSignedCertificate() throws Exception {
    store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();

    KeyStore keys = keyStore();
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(keys);
    serverContext = SSLContext.getInstance("TLS");
    serverContext.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
  }

  private static KeyStore keyStore() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static SchemaRegistryClient client(RegistryServer server, String... more) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", server.url());
    configs.put("max.retries", "1");
    for (int i = 0; i < more.length; i += 2) {
      configs.put(more[i], more[i + 1]);
    }
    return SchemaRegistryClient.open(RegistryConfig.from(configs));
  }

  @Test
  void shouldTrustConfiguredStore() {
    // Given
    try (RegistryServer server = RegistryServer.tls(serverContext).reply(200, "['a']");
        SchemaRegistryClient client =
            client(
                server,
                "schema.registry.ssl.truststore.location",
                store.toString(),
                "schema.registry.ssl.truststore.password",
                PASSWORD,
                "schema.registry.ssl.truststore.type",
                "PKCS12")) {

      // When Then
      assertThat(client.subjects()).containsExactly("a");
    }
  }

  @Test
  void shouldTrustPemFile() throws Exception {
    // Given
    byte[] certificate = keyStore().getCertificate("server").getEncoded();
    Path pem = directory.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
    try (RegistryServer server = RegistryServer.tls(serverContext).reply(200, "['a']");
        SchemaRegistryClient client =
            client(
                server,
                "schema.registry.ssl.truststore.location",
                pem.toString(),
                "schema.registry.ssl.truststore.type",
                "PEM")) {

      // When Then
      assertThat(client.subjects()).containsExactly("a");
    }
  }

  @Test
  void shouldRejectUntrustedCertificate() {
    // Given
    try (RegistryServer server = RegistryServer.tls(serverContext).reply(200, "['a']");
        SchemaRegistryClient client = client(server)) {

      // When Then
      assertThatThrownBy(client::subjects)
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("schema.registry.ssl.truststore.location");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void shouldIgnoreTlsSettingsOfBrokers() {
    // Given: bare ssl.* keys belong to the broker connection
    try (RegistryServer server = RegistryServer.plain().reply(200, "['a']");
        SchemaRegistryClient client =
            client(server, "ssl.truststore.location", "/no/such/file", "ssl.protocol", "TLSv9")) {

      // When Then
      assertThat(client.subjects()).containsExactly("a");
    }
  }

  @Test
  void shouldReportUnreadableStore() {
    // Given
    try (RegistryServer server = RegistryServer.plain()) {

      // When Then
      assertThatThrownBy(
              () -> client(server, "schema.registry.ssl.truststore.location", "/no/such/file"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.ssl")
          .hasMessageContaining("/no/such/file");
    }
  }
}
