package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.Deadline;
import dev.tocsin.registry.RegistryServer;
import dev.tocsin.serde.DecodeFailure.Malformed;
import dev.tocsin.serde.DecodeFailure.Unavailable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeFailureTest {

  private static final byte[] RECORD = HexFormat.of().parseHex("0000000001" + "06666363d00f");

  /** An exception with the name and getters of that of Confluent's client. */
  public static final class RestClientException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final int errorCode;

    RestClientException(int status, int errorCode) {
      super("error code: " + errorCode);
      this.status = status;
      this.errorCode = errorCode;
    }

    public int getStatus() {
      return status;
    }

    public int getErrorCode() {
      return errorCode;
    }
  }

  private static RuntimeException ours(RegistryServer server, byte[] bytes) {
    try (AvroDeserializer<Deadline> deserializer = new AvroDeserializer<>(Deadline.class)) {
      deserializer.configure(
          Map.of("schema.registry.url", server.url(), "max.retries", 1, "retries.wait.ms", 1),
          false);
      deserializer.deserialize("topic", bytes);
      throw new AssertionError("the record was read");
    } catch (SerializationException e) {
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void shouldClassifyOutageAsUnavailable(int status) {
    // Given
    try (RegistryServer server = RegistryServer.plain().reply(status, "{}")) {

      // When Then
      assertThat(DecodeFailure.of(ours(server, RECORD)))
          .isInstanceOfSatisfying(
              Unavailable.class,
              u -> assertThat(u.problem()).contains(String.valueOf(status), server.authority()));
    }
  }

  @Test
  void shouldClassifyUnknownSchemaAsMalformed() {
    // Given
    try (RegistryServer server =
        RegistryServer.plain().reply(404, "{'error_code':40403,'message':'Schema not found'}")) {

      // When Then
      assertThat(DecodeFailure.of(ours(server, RECORD)))
          .isEqualTo(new Malformed(MalformedReason.UNKNOWN_SCHEMA));
      assertThat(DecodeFailure.of(ours(server, new byte[] {1, 2, 3})))
          .isEqualTo(new Malformed(MalformedReason.NOT_WIRE_FORMAT));
    }
  }

  @Test
  void shouldClassifyUnusableSchemaAsMalformed() {
    // Given
    try (RegistryServer server =
        RegistryServer.plain().reply(200, "{'schemaType':'JSON','schema':'{}'}")) {

      // When Then
      assertThat(DecodeFailure.of(ours(server, RECORD)))
          .isEqualTo(new Malformed(MalformedReason.INCOMPATIBLE_SCHEMA));
    }
  }

  @ParameterizedTest
  @CsvSource({"404, 40403", "404, 404", "404, 40401"})
  void shouldClassifyForeignUnknownSchema(int status, int code) {
    assertThat(DecodeFailure.of(foreign(new RestClientException(status, code))))
        .isEqualTo(new Malformed(MalformedReason.UNKNOWN_SCHEMA));
  }

  @ParameterizedTest
  @CsvSource({"503, 50302", "500, 50001", "401, 401", "429, 429", "404, 50005"})
  void shouldClassifyForeignOutage(int status, int code) {
    assertThat(DecodeFailure.of(foreign(new RestClientException(status, code))))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void shouldClassifyOtherForeignOutages() {
    assertThat(DecodeFailure.of(foreign(new ConnectException("refused"))))
        .isInstanceOf(Unavailable.class);
    assertThat(DecodeFailure.of(new TimeoutException("late"))).isInstanceOf(Unavailable.class);
    assertThat(DecodeFailure.of(new AuthenticationException("no"))).isInstanceOf(Unavailable.class);
    assertThat(DecodeFailure.of(new InterruptException("stop"))).isInstanceOf(Unavailable.class);
    Thread.interrupted(); // InterruptException sets the flag
  }

  @Test
  void shouldClassifyForeignMalformedRecord() {
    assertThat(DecodeFailure.of(new SerializationException("Unknown magic byte!")))
        .isEqualTo(new Malformed(MalformedReason.MALFORMED_PAYLOAD));
    assertThat(DecodeFailure.of(foreign(new ArrayIndexOutOfBoundsException(7))))
        .isEqualTo(new Malformed(MalformedReason.MALFORMED_PAYLOAD));
    assertThat(DecodeFailure.of(new ClassCastException()))
        .isEqualTo(new Malformed(MalformedReason.MALFORMED_PAYLOAD));
  }

  @Test
  void shouldDistinguishEndOfFileOfAvroAndNetwork() {
    // Given: a truncated payload, as Avro's own decoder reports it
    IOException truncated = null;
    try {
      new GenericDatumReader<>(Deadline.getClassSchema())
          .read(null, DecoderFactory.get().binaryDecoder(new byte[] {6, 'f', 'c', 'c'}, null));
    } catch (IOException e) {
      truncated = e;
    }

    // When Then
    assertThat(truncated).isNotNull();
    assertThat(DecodeFailure.of(foreign(truncated)))
        .isEqualTo(new Malformed(MalformedReason.MALFORMED_PAYLOAD));
    assertThat(DecodeFailure.of(foreign(new EOFException()))).isInstanceOf(Unavailable.class);
  }

  private static SerializationException foreign(Throwable cause) {
    return new SerializationException("Error retrieving Avro value schema for id 1", cause);
  }
}
