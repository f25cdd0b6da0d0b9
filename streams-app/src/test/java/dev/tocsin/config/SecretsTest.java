package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.Cli;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String SECRET = "hunter2";

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.ssl.keystore.password",
        "kafka.ssl.keystore.key",
        "kafka.sasl.jaas.config",
        "kafka.producer.ssl.truststore.password",
        "kafka.streams.main.consumer.sasl.jaas.config",
        "kafka.extra.my.api.token",
        "kafka.extra.my.client.secret",
        "schema.registry.basic.auth.user.info",
        "schema.registry.bearer.auth.token",
        "schema.registry.ssl.key.password"
      })
  void shouldMaskSecretsAndPassThemOn(String key) {
    // When
    TocsinConfig config = TocsinConfig.load(Sources.of(Map.of(key, SECRET)));
    // Then
    assertThat(config.toString()).contains(key).doesNotContain(SECRET);
    assertThat(config.settings()).allSatisfy(s -> assertThat(s.toString()).doesNotContain(SECRET));
    assertThat(String.valueOf(Wiring.streamsProps(config)) + config.registryProps())
        .contains(SECRET);
  }

  @Test
  void shouldMaskUserInfoOfAnUrl() {
    // Given
    Map<String, String> values =
        Map.of("schema.registry.url", "http://me:hunter2@one:8081,https://me:hunter2@two:8081");
    // When
    TocsinConfig config = TocsinConfig.load(Sources.of(values));
    // Then
    assertThat(config.toString())
        .contains("http://[hidden]@one:8081,https://[hidden]@two:8081")
        .doesNotContain(SECRET);
    assertThat(config.shownRegistryUrls())
        .isEqualTo("http://[hidden]@one:8081,https://[hidden]@two:8081");
  }

  @Test
  void shouldNotRepeatAnInvalidSecret() {
    // Given
    Map<String, String> values =
        Map.of("schema.registry.url", "ftp://me:hunter2@host", "kafka.extra.password", SECRET);
    // Then
    assertThatThrownBy(() -> TocsinConfig.load(Sources.of(values)))
        .isInstanceOf(ConfigurationException.class)
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void shouldResolveReferencesToSecrets() throws IOException {
    // Given
    Files.writeString(dir.resolve("password"), SECRET + "\n");
    Path properties = Files.writeString(dir.resolve("s.properties"), "user=me\n");
    String jaas =
        "Login required username=\"${file:%s:user}\" password=\"${directory:%s:password}\";"
            .formatted(properties, dir);
    Map<String, String> flags =
        Map.of(
            "kafka.sasl.jaas.config",
            jaas,
            "kafka.ssl.key.password",
            "${directory:" + dir + ":password}",
            "topic.prefix",
            "${env:STAGE}.");
    Sources sources = new Sources(Sources.of(flags).flags(), Map.of("STAGE", "test"), null, null);
    // When
    TocsinConfig config = TocsinConfig.load(sources);
    // Then
    assertThat(config.adminProps())
        .containsEntry("sasl.jaas.config", "Login required username=\"me\" password=\"hunter2\";")
        .containsEntry("ssl.key.password", SECRET);
    assertThat(config.topics().prefix()).isEqualTo("test.");
    assertThat(config.toString())
        .contains("kafka.ssl.key.password=${directory:" + dir + ":password}")
        .contains("topic.prefix=${env:STAGE}.")
        .contains("kafka.sasl.jaas.config=[hidden]")
        .doesNotContain(SECRET);
  }

  /** Every known key that takes a secret. */
  static Stream<String> secretKeys() {
    return KnownKeys.all().stream()
        .filter(KnownKeys::isSecret)
        .filter(key -> ReservedKeys.reason(key).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("secretKeys")
  void shouldReadEverySecretFromReferencesAndMaskIt(String key) throws IOException {
    // Given
    Files.writeString(dir.resolve("secret"), SECRET + "\n");
    Path properties = Files.writeString(dir.resolve("secrets.properties"), "it=" + SECRET + "\n");
    for (String value :
        List.of(
            "${directory:" + dir + ":secret}",
            "${file:" + properties + ":it}",
            "${env:SECRET}",
            SECRET)) {
      Map<String, String> environment = Map.of(KnownKeys.variable(key), value, "SECRET", SECRET);
      // When
      TocsinConfig config = TocsinConfig.load(new Sources(Map.of(), environment, null, null));
      Cli.Result shown = Cli.with(environment).run("config", "show", "--output=json");
      // Then
      assertThat(config.settings())
          .filteredOn(setting -> setting.key().equals(key))
          .singleElement()
          .satisfies(setting -> assertThat(setting.value()).isEqualTo(SECRET));
      assertThat(config.toString()).doesNotContain(SECRET);
      assertThat(shown.exitCode()).as(shown.err()).isZero();
      assertThat(shown.out()).contains(key).doesNotContain(SECRET);
      assertThat(shown.err()).doesNotContain(SECRET);
    }
  }

  @Test
  void shouldKnowTheSecretKeys() {
    assertThat(secretKeys())
        .contains(
            "history.keyset",
            "kafka.sasl.jaas.config",
            "kafka.ssl.keystore.password",
            "kafka.ssl.keystore.key",
            "kafka.ssl.key.password",
            "kafka.ssl.truststore.password",
            "schema.registry.basic.auth.user.info",
            "schema.registry.bearer.auth.token",
            "schema.registry.ssl.keystore.password")
        .hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${directory:/nonexistent:password}",
        "${file:/nonexistent/s.properties:password}",
        "${env:NOT_SET_ANYWHERE}",
        "${env:}",
        "${directory:password}"
      })
  void shouldRejectAReferenceThatCannotBeResolved(String reference) {
    assertThatThrownBy(
            () -> TocsinConfig.load(Sources.of(Map.of("kafka.ssl.key.password", reference))))
        .hasMessageContaining("kafka.ssl.key.password")
        .hasMessageContaining("cannot resolve " + reference);
  }
}
