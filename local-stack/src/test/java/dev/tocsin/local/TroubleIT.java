package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and what a user does with the broker on purpose. */
class TroubleIT {

  @Test
  void shouldKeepAddressAndRecordsAcrossABrokerRestart() throws Exception {
    try (LocalStack stack =
        LocalStack.start(LocalStackSettings.builder().withRegistry(false).build())) {
      // Given
      Client client = new Client(stack.clientProperties(), "none");
      String address = stack.bootstrapServers();
      client.createTopic("calls");
      client.send("calls", "a", "1");
      long began = System.nanoTime();

      // When
      stack.restartBroker();

      // Then
      System.out.println("restart took " + (System.nanoTime() - began) / 1_000_000 + " ms");
      client.send("calls", "b", "2");
      assertThat(stack.bootstrapServers()).isEqualTo(address);
      assertThat(client.read("calls", 2)).containsExactly("a=1", "b=2");
      assertThat(stack.brokerFault()).isEmpty();
    }
  }

  @Test
  void shouldSayWhichPortIsTakenAndLeaveNothingBehind(@TempDir Path parent) throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();
      for (String what : List.of("broker", "controller", "schema registry")) {
        // Given
        LocalStackSettings.Builder settings =
            LocalStackSettings.builder().dataDir(parent.resolve(what));
        switch (what) {
          case "broker" -> settings.brokerPort(port);
          case "controller" -> settings.controllerPort(port);
          default -> settings.registryPort(port);
        }

        // When
        assertThatThrownBy(() -> LocalStack.start(settings.build()))

            // Then
            .isInstanceOf(LocalStackException.class)
            .hasMessageContaining("The " + what + " was to listen on 127.0.0.1:" + port);
      }
      assertThat(registriesOfThisJvm()).isZero();
    }
  }

  @Test
  void shouldShowTheEndOfTheRegistrysLogWhenItCannotStart(@TempDir Path parent) throws IOException {
    // Given
    Path data = parent.resolve("data");
    LocalStackSettings settings = LocalStackSettings.builder().dataDir(data).build();
    LocalStack.start(LocalStackSettings.builder().dataDir(data).withRegistry(false).build())
        .close();
    Files.createDirectories(data.resolve("registry"));
    Files.writeString(data.resolve("registry/schemas.mv.db"), "no database at all");

    // When
    assertThatThrownBy(() -> LocalStack.start(settings))

        // Then
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("while starting")
        .hasMessageContaining("org.h2")
        .hasMessageContaining("Reading from file");
    assertThat(registriesOfThisJvm()).isZero();
  }

  @Test
  void shouldRefuseClientsThatMayNot() throws Exception {
    // Given
    String login = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    LocalStackSettings settings =
        LocalStackSettings.builder()
            .clientProperty("security.protocol", "SASL_PLAINTEXT")
            .clientProperty("sasl.mechanism", "PLAIN")
            .clientProperty("sasl.jaas.config", login + "username=admin password=a;")
            .brokerProperty("listener.name.client.sasl.enabled.mechanisms", "PLAIN")
            .brokerProperty(
                "listener.name.client.plain.sasl.jaas.config", login + "user_admin=a user_guest=g;")
            .brokerProperty(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .brokerProperty("super.users", "User:ANONYMOUS;User:admin")
            .withRegistry(false)
            .build();
    try (LocalStack stack = LocalStack.start(settings)) {
      Client admin = new Client(stack.clientProperties(), "none");
      var guestProperties = new HashMap<>(stack.clientProperties());
      guestProperties.put("sasl.jaas.config", login + "username=guest password=g;");
      Client guest = new Client(guestProperties, "none");
      admin.createTopic("calls");

      // When
      admin.send("calls", "key", "value");

      // Then
      assertThat(admin.read("calls", 1)).containsExactly("key=value");
      assertThatThrownBy(() -> guest.send("calls", "key", "value"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void shouldCloseItsUsersFirst() throws Exception {
    // Given
    AtomicBoolean answered = new AtomicBoolean();
    LocalStack stack = LocalStack.start(LocalStackSettings.builder().withRegistry(false).build());
    Client client = new Client(stack.clientProperties(), "none");
    client.createTopic("calls");
    stack.closeFirst(
        () -> {
          client.send("calls", "last", "word");
          answered.set(true);
        });

    // When
    stack.close();

    // Then
    assertThat(answered).isTrue();
  }

  private static long registriesOfThisJvm() {
    await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    return ProcessHandle.current().children().count();
  }
}
