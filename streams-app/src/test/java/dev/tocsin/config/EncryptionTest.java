package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

  private static final String SECRET = "{\"hunter2\"}";

  @Test
  void shouldRequireExplicitNoneForUnencrypted() {
    assertThat(source(Map.of())).isInstanceOf(KeysetSource.NotSet.class);
    assertThat(source(Map.of("history.encryption", "keyset")))
        .isInstanceOf(KeysetSource.NotSet.class);
    assertThat(source(Map.of("history.encryption", "none")))
        .isInstanceOf(KeysetSource.Unencrypted.class);
  }

  @Test
  void shouldReturnTheConfiguredKeysetSource() {
    assertThat(source(Map.of("history.keyset.file", "/etc/tocsin/keyset.json")))
        .isEqualTo(new KeysetSource.File(Path.of("/etc/tocsin/keyset.json")));
    assertThat(source(Map.of("history.keyset.command", "vault read tocsin")))
        .isEqualTo(new KeysetSource.Command("vault read tocsin"));
    assertThat(source(Map.of("history.keyset", SECRET)))
        .isEqualTo(new KeysetSource.Inline(SECRET, "option -c history.keyset"));
  }

  @Test
  void shouldMaskAKeysetOfTheEnvironment() {
    // When
    TocsinConfig config =
        TocsinConfig.load(
            new Sources(Map.of(), Map.of("TOCSIN_HISTORY_KEYSET", SECRET), null, null));
    // Then
    assertThat(config.keysetSource())
        .isEqualTo(new KeysetSource.Inline(SECRET, "environment variable TOCSIN_HISTORY_KEYSET"));
    assertThat(config.keysetSource().toString()).doesNotContain("hunter2");
    assertThat(config.toString()).contains("history.keyset=[hidden]").doesNotContain("hunter2");
    assertThat(
            String.valueOf(config.streamsProps())
                + config.adminProps()
                + config.producerProps("p")
                + config.consumerProps("c", null)
                + config.registryProps())
        .doesNotContain("hunter2");
  }

  @Test
  void shouldRejectSeveralKeysetSources() {
    // When
    ConfigurationException refusal =
        refusal(
            Map.of(
                "history.keyset.file", "a",
                "history.keyset", SECRET,
                "history.keyset.command", "b"));
    // Then
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .contains("'history.keyset.file'", "'history.keyset'", "'history.keyset.command'", "remove")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.keyset.file", "history.keyset", "history.keyset.command"})
  void shouldRejectAKeysetWithEncryptionNone(String key) {
    // When
    ConfigurationException refusal = refusal(Map.of("history.encryption", "none", key, "x"));
    // Then
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .contains("'history.encryption'", "'" + key + "'", "remove one of the two");
  }

  @Test
  void shouldRejectUnknownEncryption() {
    assertThat(refusal(Map.of("history.encryption", "off")).problems())
        .singleElement()
        .asString()
        .contains("one of keyset, none");
  }

  private static KeysetSource source(Map<String, String> values) {
    return TocsinConfig.load(Sources.of(values)).keysetSource();
  }

  private static ConfigurationException refusal(Map<String, String> values) {
    return catchThrowableOfType(
        ConfigurationException.class, () -> TocsinConfig.load(Sources.of(values)));
  }
}
