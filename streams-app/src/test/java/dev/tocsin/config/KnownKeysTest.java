package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

  @Test
  void shouldMapEachKeyToItsOwnVariable() {
    // Given
    Map<String, String> owners = new HashMap<>();
    // When
    for (String key : KnownKeys.all()) {
      String other = owners.put(KnownKeys.variable(key), key);
      // Then
      assertThat(other).as("also set by %s", KnownKeys.variable(key)).isNull();
      assertThat(KnownKeys.ofVariable(KnownKeys.variable(key), false)).contains(key);
    }
    assertThat(owners).hasSizeGreaterThan(500);
  }

  @Test
  void shouldDocumentEveryKey() {
    assertThat(Keys.names()).hasSameElementsAs(Keys.definition().names()).doesNotHaveDuplicates();
    assertThat(Keys.definition().configKeys().values())
        .allSatisfy(
            key -> {
              assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
              assertThat(key.validator).as(key.name).isInstanceOf(Check.class);
            });
  }

  @Test
  void shouldNotMaskOrdinarySettings() {
    assertThat(Keys.names()).filteredOn(KnownKeys::isSecret).containsExactly("history.keyset");
    assertThat(KnownKeys.isSecret("kafka.security.protocol")).isFalse();
    assertThat(KnownKeys.isSecret("kafka.sasl.oauthbearer.token.endpoint.url")).isFalse();
  }
}
