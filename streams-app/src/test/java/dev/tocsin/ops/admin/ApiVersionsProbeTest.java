package dev.tocsin.ops.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionsProbeTest {

  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final ApiVersionsProbe.Answer NONE = new ApiVersionsProbe.Answer.None();

  @ParameterizedTest
  @CsvSource({
    "485454502f312e31,an HTTP server",
    "15030300020250,speaks TLS",
    "5353482d322e30,what answers is not Kafka",
    "ffffffff,what answers is not Kafka",
  })
  void shouldTellWhoIsNotKafka(String answer, String found) throws Exception {
    // When
    ApiVersionsProbe.Answer answered = answered(answer);

    // Then
    assertThat(answered)
        .isInstanceOfSatisfying(
            ApiVersionsProbe.Answer.Stranger.class,
            e -> {
              assertThat(e.who()).hasMessageContaining("127.0.0.1:").hasMessageContaining(found);
              assertThat(e.who().remedy()).contains("bootstrap.servers");
            });
  }

  @Test
  void shouldKnowKafkaByTheLengthOfItsAnswer() throws Exception {
    assertThat(answered("000001f40d0a0d0a")).isEqualTo(new ApiVersionsProbe.Answer.Kafka());
  }

  @ParameterizedTest
  @CsvSource({"0000", "''"})
  void shouldSayNothingOfWhoBreaksOff(String answer) throws Exception {
    assertThat(answered(answer)).isEqualTo(NONE);
  }

  @Test
  void shouldNotWaitLongForWhoSaysNothingOrIsNotThere() throws Exception {
    // Given
    long begin = System.nanoTime();
    int port;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort();

      // When, Then
      assertThat(ApiVersionsProbe.at("127.0.0.1", port, PATIENCE)).isEqualTo(NONE);
    }
    assertThat(ApiVersionsProbe.at("127.0.0.1", port, PATIENCE)).isEqualTo(NONE);
    assertThat(ApiVersionsProbe.at("nowhere.invalid", port, PATIENCE)).isEqualTo(NONE);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  /** A server that answers anything with the same bytes, in hexadecimal. */
  private static ApiVersionsProbe.Answer answered(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = Thread.ofVirtual().start(() -> answer(server, answer));
      ApiVersionsProbe.Answer stranger =
          ApiVersionsProbe.at("127.0.0.1", server.getLocalPort(), PATIENCE);
      thread.join();
      return stranger;
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket client = server.accept()) {
      client.getInputStream().readNBytes(14);
      client.getOutputStream().write(HexFormat.of().parseHex(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
