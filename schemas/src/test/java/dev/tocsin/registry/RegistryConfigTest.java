package dev.tocsin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

  @Test
  void shouldHideSecrets() {
    // Given
    RegistryConfig fromUrl =
        RegistryConfig.from(Map.of("schema.registry.url", "https://me:hush@registry/path"));
    RegistryConfig fromUserInfo =
        RegistryConfig.from(
            Map.of(
                "schema.registry.url",
                "https://registry/path",
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "me:hush"));

    // When Then
    assertThat(fromUrl).isEqualTo(fromUserInfo);
    assertThat(fromUrl.urls()).containsExactly(URI.create("https://registry/path"));
    assertThat(fromUrl.toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "registry:8081", "ftp://me:hush@registry", "http://", "http://a b"})
  void shouldRejectInvalidUrlWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> RegistryConfig.from(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageNotContaining("hush");
  }

  @Test
  void shouldRejectIncompleteCredentials() {
    assertRefused("basic.auth.user.info", "basic.auth.credentials.source", "USER_INFO");
    assertRefused("SASL_INHERIT", "basic.auth.credentials.source", "SASL_INHERIT");
    assertRefused("bearer.auth.token", "bearer.auth.credentials.source", "STATIC_TOKEN");
    assertRefused("proxy.port", "proxy.host", "proxy");
  }

  private static void assertRefused(String message, String key, String value) {
    assertThatThrownBy(
            () -> RegistryConfig.from(Map.of("schema.registry.url", "http://r:1", key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRejectMockBesideOtherUrls() {
    assertThat(RegistryConfig.from(Map.of("schema.registry.url", "mock://a")).mockScope())
        .isEqualTo("a");
    assertThatThrownBy(
            () -> RegistryConfig.from(Map.of("schema.registry.url", "mock://a,http://b")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mock");
  }

  @Test
  void shouldIgnoreUnknownKeys() {
    // Given
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url",
            "http://r:1",
            "application.id",
            "tocsin",
            "latest.cache.ttl.sec",
            60,
            "specific.avro.reader",
            true);

    // When Then
    assertThat(RegistryConfig.from(configs))
        .isEqualTo(RegistryConfig.from(Map.of("schema.registry.url", "http://r:1/")));
  }
}
