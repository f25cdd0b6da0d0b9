package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecuredStackIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SCHEMA = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";

  @TempDir private static Path directory;

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStackSettings.builder().secured(true).build());
    System.out.println("secured stack up after " + stack.startTime().toMillis() + " ms");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldDenyAUserUntilARuleAllows() throws Exception {
    // Given
    new Client(stack).createTopic("denied");
    Map<String, String> user = stack.passwordClient("alice");
    // When
    assertThatThrownBy(() -> describe(user, "denied"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    allow("User:alice", "denied");
    // Then
    await().atMost(SOON).ignoreExceptions().until(() -> describe(user, "denied"));
  }

  @Test
  void shouldKnowAClientByItsCertificate() throws Exception {
    // Given
    new Client(stack).createTopic("certified");
    Map<String, String> client =
        stack.certificateClient(stack.certificates().issue("CN=bob,O=Example"));
    // When
    assertThatThrownBy(() -> describe(client, "certified"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    allow("User:CN=bob,O=Example", "certified");
    // Then
    await().atMost(SOON).ignoreExceptions().until(() -> describe(client, "certified"));
  }

  @Test
  void shouldRejectUntrustedCertificates() {
    // Given
    Map<String, String> wrongPassword = new HashMap<>(stack.passwordClient("carol"));
    wrongPassword.computeIfPresent(
        "sasl.jaas.config", (k, login) -> login.replace("password=\"", "password=\"x"));
    Map<String, String> expired =
        stack.certificateClient(stack.certificates().issueExpired("CN=late"));
    Map<String, String> foreign = new HashMap<>(stack.certificates().trust());
    Certificates.in(directory.resolve("foreign"))
        .issue("CN=broker")
        .forEach(
            (key, value) -> {
              if (key.startsWith("ssl.key")) {
                foreign.put(key, value);
              }
            });
    // Then
    assertThatThrownBy(() -> describe(wrongPassword, "any"))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> describe(expired, "any"))
        .hasCauseInstanceOf(SslAuthenticationException.class);
    assertThatThrownBy(() -> describe(stack.certificateClient(foreign), "any"))
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void shouldRequireCredentialsOfTheRegistry() throws Exception {
    // Given
    String subject = stack.registryUrl() + "/subjects/any-value/versions";
    // Then
    assertThat(stack.registryUrl()).startsWith("https://127.0.0.1:");
    assertThat(status(subject, null)).isEqualTo(401);
    assertThat(status(subject, "writer:guess")).isEqualTo(401);
    assertThat(status(subject, userInfo(RegistryUser.READER))).isEqualTo(403);
    assertThat(status(subject, userInfo(RegistryUser.WRITER))).isEqualTo(200);
  }

  @Test
  void shouldNotServeTheRegistryInClear() {
    // Given
    URI clear = URI.create(stack.registryUrl().replace("https:", "http:") + "/subjects");
    // Then
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(
              () -> client.send(HttpRequest.newBuilder(clear).build(), BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldProtectItsKeysFromOtherUsers() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stack.dataDir())))
        .isEqualTo("rwx------");
  }

  private static boolean describe(Map<String, String> client, String topic)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    try (Admin admin = Admin.create(new HashMap<>(client))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(20, TimeUnit.SECONDS)
          .containsKey(topic);
    }
  }

  private static void allow(String principal, String topic) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(stack.clientProperties()))) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                      new AccessControlEntry(
                          principal, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }

  private static String userInfo(RegistryUser user) {
    return stack.registryClient(user).get("schema.registry.basic.auth.user.info");
  }

  private static int status(String url, String userInfo) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(SCHEMA));
    if (userInfo != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(stack.certificates().trustingContext()).build()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
