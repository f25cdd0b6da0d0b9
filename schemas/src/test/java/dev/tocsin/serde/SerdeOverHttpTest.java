package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.event.Account;
import dev.tocsin.registry.RegistryServer;
import dev.tocsin.registry.RegistryUnavailableException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerdeOverHttpTest {

  private final RegistryServer server = RegistryServer.plain();

  @AfterEach
  void stop() {
    server.close();
  }

  private AvroSerde<Account> serde() {
    AvroSerde<Account> serde = AvroSerde.forClass(Account.class);
    serde.configure(
        Map.of(
            "schema.registry.url",
            server.url(),
            "max.retries",
            1,
            "retries.wait.ms",
            1,
            "retries.max.wait.ms",
            1),
        false);
    return serde;
  }

  private static String schemaOf(Contract contract) {
    return "{\"schema\":" + new TextNode(contract.schema().toString()) + "}";
  }

  @Test
  void shouldRequestSchemaOnceForManyRecords() {
    // Given
    server.reply(200, "{'id':300}").replyExactly(200, schemaOf(Contracts.ACCOUNT));
    try (AvroSerde<Account> serde = serde()) {

      // When
      for (int i = 0; i < 5_000; i++) {
        byte[] bytes = serde.serializer().serialize("topic", Samples.account());
        Account read = serde.deserializer().deserialize("topic", bytes);
        assertThat(read).isEqualTo(Samples.account());
      }

      // Then
      assertThat(server.received())
          .extracting(r -> r.method() + " " + r.uri())
          .containsExactly("POST /subjects/topic-value/versions", "GET /schemas/ids/300");
    }
  }

  @Test
  void shouldReadAgainAfterOutage() {
    // Given
    server
        .reply(200, "{'id':1}")
        .reply(503, "")
        .reply(503, "")
        .replyExactly(200, schemaOf(Contracts.ACCOUNT));
    try (AvroSerde<Account> serde = serde()) {
      byte[] bytes = serde.serializer().serialize("topic", Samples.account());

      // When
      assertThatThrownBy(() -> serde.deserializer().deserialize("topic", bytes))
          .isInstanceOf(RegistryUnavailableException.class);

      // Then
      await()
          .ignoreExceptionsInstanceOf(RegistryUnavailableException.class)
          .untilAsserted(
              () ->
                  assertThat(serde.deserializer().deserialize("topic", bytes))
                      .isEqualTo(Samples.account()));
    }
  }

  @Test
  void shouldNotRequestUnknownIdRepeatedly() {
    // Given
    server.reply(404, "{'error_code':40403,'message':'Schema not found'}");
    try (AvroSerde<Account> serde = serde()) {

      // When
      for (int i = 0; i < 1_000; i++) {
        assertThatThrownBy(
                () -> serde.deserializer().deserialize("topic", new byte[] {0, 0, 0, 0, 9, 1}))
            .isInstanceOf(MalformedRecordException.class);
      }

      // Then
      assertThat(server.received()).hasSize(1);
    }
  }
}
