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

  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final ApiVersionsProbe.Answer NO_ANSWER = new ApiVersionsProbe.Answer.NoAnswer();

  @ParameterizedTest
  @CsvSource({
    "485454502f312e31,an HTTP server",
    "15030300020250,requires TLS",
    "5353482d322e30,the service is not Kafka",
    "ffffffff,the service is not Kafka",
  })
  void shouldRecognizeOtherServices(String answer, String found) throws Exception {
    // When
    ApiVersionsProbe.Answer answered = answered(answer);

    // Then
    assertThat(answered)
        .isInstanceOfSatisfying(
            ApiVersionsProbe.Answer.NotKafka.class,
            e -> {
              assertThat(e.exception())
                  .hasMessageContaining("127.0.0.1:")
                  .hasMessageContaining(found);
              assertThat(e.exception().remedy()).contains("bootstrap.servers");
            });
  }

  @Test
  void shouldRecognizeKafkaByTheLengthOfTheAnswer() throws Exception {
    assertThat(answered("000001f40d0a0d0a")).isEqualTo(new ApiVersionsProbe.Answer.Kafka());
  }

  @ParameterizedTest
  @CsvSource({"0000", "''"})
  void shouldIgnoreAnIncompleteAnswer(String answer) throws Exception {
    assertThat(answered(answer)).isEqualTo(NO_ANSWER);
  }

  @Test
  void shouldTimeOutWithoutAnAnswer() throws Exception {
    // Given
    long begin = System.nanoTime();
    int port;
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = mute.getLocalPort();

      // When, Then
      assertThat(ApiVersionsProbe.at("127.0.0.1", port, TIMEOUT)).isEqualTo(NO_ANSWER);
    }
    assertThat(ApiVersionsProbe.at("127.0.0.1", port, TIMEOUT)).isEqualTo(NO_ANSWER);
    assertThat(ApiVersionsProbe.at("nowhere.invalid", port, TIMEOUT)).isEqualTo(NO_ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  /** A server that answers anything with the same bytes, in hexadecimal. */
  private static ApiVersionsProbe.Answer answered(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = Thread.ofVirtual().start(() -> answer(server, answer));
      ApiVersionsProbe.Answer result =
          ApiVersionsProbe.at("127.0.0.1", server.getLocalPort(), TIMEOUT);
      thread.join();
      return result;
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
