package dev.tocsin.ops.admin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends an ApiVersions request without TLS to an address, like every client of Kafka does first. A
 * client reads the first four bytes of the answer as its length and allocates that much: a gigabyte
 * for an HTTP response, a third of that for a TLS alert, and it may run out of memory (KAFKA-4090).
 *
 * @see <a href="https://kafka.apache.org/protocol.html#The_Messages_ApiVersions">ApiVersions</a>
 */
final class ApiVersionsProbe {

  private static final short API_VERSIONS = 18;

  /** Any number for Kafka; for an HTTP server the two line ends that complete a request. */
  private static final int CORRELATION_ID = 0x0d0a0d0a;

  /** Far longer than the answer of a broker, and far shorter than a harmful allocation. */
  private static final int LONGEST_ANSWER = 1 << 20;

  private static final int HTTP = ByteBuffer.wrap(new byte[] {'H', 'T', 'T', 'P'}).getInt();

  /** A TLS record begins with its type, 21 for an alert, and the major version, which is 3. */
  private static final int TLS_ALERT = 0x1503;

  private ApiVersionsProbe() {}

  /** The kind of service at an address. */
  sealed interface Answer {
    /** Kafka, judging by the start of the answer. */
    record Kafka() implements Answer {}

    /** Another service. */
    record NotKafka(NotKafkaException exception) implements Answer {}

    /** Unreachable, no answer in time, or an incomplete answer. */
    record NoAnswer() implements Answer {}
  }

  /** Probes an address; each step may take as long as the timeout. */
  static Answer at(String host, int port, Duration timeout) {
    String address = host + ":" + port;
    int millis = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      send(socket.getOutputStream());
      DataInputStream answer = new DataInputStream(socket.getInputStream());
      NotKafkaException notKafka = judge(address, answer.readInt());
      return notKafka == null ? new Answer.Kafka() : new Answer.NotKafka(notKafka);
    } catch (IOException e) {
      return new Answer.NoAnswer();
    }
  }

  private static void send(OutputStream out) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putInt(10).putShort(API_VERSIONS).putShort((short) 0).putInt(CORRELATION_ID);
    request.putShort((short) -1);
    out.write(request.array());
    out.flush();
  }

  private static @Nullable NotKafkaException judge(String address, int length) {
    if (length >= 0 && length <= LONGEST_ANSWER) {
      return null;
    }
    if (length >>> 16 == TLS_ALERT) {
      return new NotKafkaException(
          address,
          "the listener requires TLS, which is not configured",
          "set kafka.security.protocol to SSL or SASL_SSL, or bootstrap.servers to a listener"
              + " without TLS");
    }
    return new NotKafkaException(
        address,
        length == HTTP ? "an HTTP server, not Kafka" : "the service is not Kafka",
        "set bootstrap.servers to the listeners of the brokers");
  }
}
