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
 * Asks an address, without TLS, which requests it knows, as every client of Kafka does first. A
 * client takes the first four bytes of an answer for its length and makes room for it: for what
 * HTTP says that is a gigabyte, for a TLS alert a third of one, and it may die for want of memory
 * (KAFKA-4090).
 *
 * @see <a href="https://kafka.apache.org/protocol.html#The_Messages_ApiVersions">ApiVersions</a>
 */
final class ApiVersionsProbe {

  private static final short API_VERSIONS = 18;

  /** To Kafka a number like any other; to an HTTP server the two line ends that it waits for. */
  private static final int CORRELATION_ID = 0x0d0a0d0a;

  /** Far more than any broker says, and far less than what hurts. */
  private static final int LONGEST_ANSWER = 1 << 20;

  private static final int HTTP = ByteBuffer.wrap(new byte[] {'H', 'T', 'T', 'P'}).getInt();

  /** A TLS record begins with its type, 21 for an alert, and the major version, which is 3. */
  private static final int TLS_ALERT = 0x1503;

  private ApiVersionsProbe() {}

  /** Who is there. */
  sealed interface Answer {
    /** Kafka, as far as the beginning of an answer can tell. */
    record Kafka() implements Answer {}

    /** Something else speaks there. */
    record Stranger(NotKafkaException who) implements Answer {}

    /** It cannot be reached, says nothing in time, or breaks off. */
    record None() implements Answer {}
  }

  /** Asks who is at an address; each step may take as long as the timeout. */
  static Answer at(String host, int port, Duration timeout) {
    String address = host + ":" + port;
    int millis = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      send(socket.getOutputStream());
      DataInputStream answer = new DataInputStream(socket.getInputStream());
      NotKafkaException stranger = judge(address, answer.readInt());
      return stranger == null ? new Answer.Kafka() : new Answer.Stranger(stranger);
    } catch (IOException e) {
      return new Answer.None();
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
          "it speaks TLS, and we do not",
          "set kafka.security.protocol to SSL or SASL_SSL, or name the brokers' listener"
              + " without TLS in bootstrap.servers");
    }
    return new NotKafkaException(
        address,
        length == HTTP ? "an HTTP server, not Kafka" : "what answers is not Kafka",
        "name the brokers' listener in bootstrap.servers");
  }
}
