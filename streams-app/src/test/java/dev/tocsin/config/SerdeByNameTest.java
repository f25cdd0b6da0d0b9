package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.Account;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerdeByNameTest {

  @Test
  void shouldUseTheConfiguredSerde() {
    // Given
    TocsinConfig config =
        TocsinConfig.load(
            Sources.of(
                Map.of(
                    "avro.serde",
                    OtherSerde.class.getName(),
                    "schema.registry.url",
                    "mock://by-name",
                    "schema.registry.basic.auth.user.info",
                    "me:secret",
                    "avro.auto.register.schemas",
                    "false",
                    "avro.something.of.its.own",
                    "1")));
    Account account = Account.newBuilder().setAccountId("acme").setName("Acme").build();

    // When
    EventSerdes serdes = Wiring.serdes(config);
    byte[] bytes = serdes.account().serializer().serialize("telephony.account", account);
    Account read = serdes.account().deserializer().deserialize("telephony.account", bytes);

    // Then
    assertThat(serdes.account()).isInstanceOf(OtherSerde.class);
    assertThat(read).isEqualTo(account);
    assertThat(((OtherSerde<Account>) serdes.account()).given())
        .containsEntry("schema.registry.basic.auth.user.info", "me:secret")
        .containsEntry("auto.register.schemas", "false")
        .containsEntry("something.of.its.own", "1");
  }

  @Test
  void shouldRejectAnUnusableSerdeClass() {
    assertThatThrownBy(() -> serdes("com.example.Missing"))
        .hasMessageStartingWith(
            "key 'avro.serde' (option -c avro.serde): cannot use class 'com.example.Missing': ")
        .hasMessageContaining("class path");
    assertThatThrownBy(() -> serdes("java.lang.String"))
        .hasMessageContaining("java.lang.String")
        .hasMessageContaining("org.apache.kafka.common.serialization.Serde");
  }

  private static EventSerdes serdes(String name) {
    return Wiring.serdes(TocsinConfig.load(Sources.of(Map.of("avro.serde", name))));
  }
}
