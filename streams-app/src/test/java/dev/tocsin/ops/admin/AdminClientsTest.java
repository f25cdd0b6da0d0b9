package dev.tocsin.ops.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminClientsTest {

  @TempDir private Path directory;

  @Test
  void shouldNameAdvertisedListenersAfterOneAnswer() throws Exception {
    // Given
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answerOnce(broker));

      // When
      UnreachableCause why =
          AdminClients.unreachableCause(config("127.0.0.1:" + broker.getLocalPort(), Map.of()));

      // Then
      answering.join();
      assertThat(why).isEqualTo(UnreachableCause.ADVERTISED_LISTENERS);
      assertThat(why.remedy()).contains("advertised.listeners");
    }
  }

  @Test
  void shouldNameBootstrapServersWithoutAnAnswer() {
    // When
    UnreachableCause why =
        AdminClients.unreachableCause(config("127.0.0.1:1,nowhere.invalid:9092", Map.of()));

    // Then
    assertThat(why).isEqualTo(UnreachableCause.NO_BROKER);
    assertThat(why.remedy()).contains("bootstrap.servers");
  }

  @Test
  void shouldNotProbeWithTls() throws Exception {
    // Given
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      broker.setSoTimeout(100);

      // When
      UnreachableCause why =
          AdminClients.unreachableCause(
              config(
                  "127.0.0.1:" + broker.getLocalPort(),
                  Map.of("TOCSIN_KAFKA_SECURITY_PROTOCOL", "SSL")));

      // Then
      assertThat(why).isEqualTo(UnreachableCause.NO_BROKER);
      assertThat(broker).satisfies(AdminClientsTest::noClientConnected);
    }
  }

  private static void noClientConnected(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      throw new AssertionError("a client connected from port " + client.getPort());
    } catch (java.net.SocketTimeoutException expected) {
      // No client connected.
    }
  }

  private static void answerOnce(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().readNBytes(14);
      client.getOutputStream().write(HexFormat.of().parseHex("000001f40d0a0d0a"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TocsinConfig config(String servers, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("TOCSIN_BOOTSTRAP_SERVERS", servers);
    return TocsinConfig.load(new Sources(Map.of(), environment, null, directory));
  }
}
