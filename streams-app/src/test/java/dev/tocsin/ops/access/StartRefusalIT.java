package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.local.Certificates;
import dev.tocsin.local.RegistryUser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin run} in an invalid environment reports the problem and its fix. */
class StartRefusalIT {

  @TempDir private static Path directory;

  private static SecuredRig rig;

  @BeforeAll
  static void install() {
    rig = new SecuredRig("bad", directory);
    rig.install();
  }

  @Test
  void shouldRejectAWrongPassword() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.put(
        "kafka.sasl.jaas.config",
        settings.get("kafka.sasl.jaas.config").replaceAll("password=\"[^\"]*", "password=\"guess"));
    // Then
    assertRefused(
        settings, ExitCodes.CONFIG, "Kafka at", "credentials", "correct kafka.security.protocol");
  }

  @Test
  void shouldRejectAnInvalidLogin() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.computeIfPresent("kafka.sasl.jaas.config", (key, login) -> login.replace(";", ""));
    // Then
    assertRefused(
        settings,
        ExitCodes.CONFIG,
        "Kafka at",
        "cannot create a client",
        "semi-colon",
        "kafka.sasl");
  }

  @Test
  void shouldRejectAMissingKeyStore() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.put("kafka.ssl.truststore.location", directory.resolve("nowhere.p12").toString());
    // Then
    assertRefused(
        settings,
        ExitCodes.CONFIG,
        "key stores for the brokers",
        "nowhere.p12",
        "correct kafka.ssl");
  }

  @Test
  void shouldRejectAnExpiredCertificate() {
    // Given
    Map<String, String> settings =
        rig.settings(
            SecuredRig.stack()
                .certificateClient(
                    SecuredRig.stack().certificates().issueExpired(rig.certifiedName())),
            RegistryUser.WRITER);
    // Then
    assertRefused(
        settings, ExitCodes.CONFIG, "kafka.ssl.keystore.location", "expired", "new certificate");
  }

  @Test
  void shouldRejectUntrustedBrokers() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    Certificates.in(directory.resolve("foreign"))
        .trust()
        .forEach((key, value) -> settings.put("kafka." + key, value));
    // Then
    assertRefused(
        settings, ExitCodes.CONFIG, "Kafka at", "the TLS handshake failed", "kafka.ssl.truststore");
  }

  @Test
  void shouldReportThatBrokersRequireTls() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.keySet().removeIf(key -> key.startsWith("kafka."));
    // Then
    assertRefused(
        settings,
        ExitCodes.CONFIG,
        "Kafka at",
        "the listener requires TLS",
        "kafka.security.protocol");
  }

  @Test
  void shouldReportThatAServiceIsNotKafka() throws IOException {
    // Given
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
    try {
      Map<String, String> settings = rig.settings("Tocsin");
      settings.keySet().removeIf(key -> key.startsWith("kafka."));
      settings.put("bootstrap.servers", "127.0.0.1:" + server.getAddress().getPort());
      // Then
      assertRefused(
          settings, ExitCodes.CONFIG, "Kafka at", "an HTTP server, not Kafka", "bootstrap.servers");
      assertThat(SecuredRig.cli(settings).run("topics", "check"))
          .satisfies(
              result -> {
                assertThat(result.exitCode()).isEqualTo(ExitCodes.CONFIG);
                assertThat(result.err())
                    .contains("an HTTP server, not Kafka", "set bootstrap.servers");
              });
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldReportRejectedRegistryCredentials() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.put("schema.registry.basic.auth.user.info", "writer:guess");
    // Then
    assertRefused(
        settings, ExitCodes.CONFIG, "schema registry", "schema.registry.basic.auth.user.info");
  }

  @Test
  void shouldReportReadOnlyAccessToTheRegistry() {
    // Given
    Map<String, String> settings =
        rig.settings(SecuredRig.stack().passwordClient(rig.user("Tocsin")), RegistryUser.READER);
    // Then
    assertRefused(
        settings, ExitCodes.CONFIG, "schema registry https", "(403)", "permissions of this user");
  }

  @Test
  void shouldRejectAnUntrustedRegistry() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.keySet().removeIf(key -> key.startsWith("schema.registry.ssl."));
    // Then
    assertRefused(
        settings,
        ExitCodes.CONFIG,
        "certificate of the schema registry",
        "schema.registry.ssl.truststore.location");
  }

  @Test
  void shouldRejectAMissingKeyset() {
    // Given
    Map<String, String> settings = rig.settings("Tocsin");
    settings.remove("history.keyset");
    // Then
    assertRefused(settings, ExitCodes.CONFIG, "keyset", "tocsin keyset create");
  }

  @Test
  void shouldRejectATopicWithAnotherCleanupPolicy() throws Exception {
    // Given
    SecuredRig other = new SecuredRig("policy", directory);
    other.install();
    ConfigResource window = new ConfigResource(ConfigResource.Type.TOPIC, "policy.exposure.window");
    try (Admin admin = Admin.create(SecuredRig.config(other.adminSettings()).adminProps())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  window,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
      await()
          .until(
              () ->
                  admin
                      .describeConfigs(List.of(window))
                      .all()
                      .get()
                      .get(window)
                      .get("cleanup.policy")
                      .value()
                      .equals("delete"));
    }
    // Then
    assertRefused(
        other.settings("Tocsin"),
        ExitCodes.CONFIG,
        "topic policy.exposure.window",
        "cleanup.policy is delete",
        "kafka-configs.sh");
  }

  /** The error contains no secret. */
  private static void assertRefused(Map<String, String> settings, int exitCode, String... said) {
    Map<String, String> secrets = new HashMap<>(settings);
    secrets.keySet().removeIf(key -> !key.matches(".*(password|user\\.info|keyset)"));
    secrets.put("login", settings.getOrDefault("kafka.sasl.jaas.config", "none set"));
    secrets.computeIfPresent("login", (k, jaas) -> jaas.replaceAll(".*password=", ""));
    // When
    Result result = SecuredRig.cli(settings).run("run");
    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(said).contains("fix:", "Not started.");
    assertThat(result.err()).doesNotContain(secrets.values().toArray(String[]::new));
  }
}
