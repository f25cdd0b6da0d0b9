package dev.tocsin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest {

  private static final Schema FIRST =
      SchemaBuilder.record("A").fields().requiredString("id").endRecord();
  private static final Schema OPTIONAL =
      SchemaBuilder.record("A").fields().requiredString("id").optionalString("more").endRecord();
  private static final Schema REQUIRED =
      SchemaBuilder.record("A").fields().requiredString("id").requiredString("more").endRecord();

  private final InMemorySchemaRegistry registry =
      InMemorySchemaRegistry.scope(UUID.randomUUID().toString());

  @Test
  void shouldShareIdAcrossSubjects() {
    // When
    int a = registry.register("a", FIRST, false);
    int again = registry.register("a", FIRST, false);
    int b = registry.register("b", FIRST, false);
    int other = registry.register("b", OPTIONAL, false);

    // Then
    assertThat(again).isEqualTo(a);
    assertThat(b).isEqualTo(a);
    assertThat(other).isNotEqualTo(a);
    assertThat(registry.schemaById(a)).isEqualTo(FIRST);
    assertThat(registry.latest("b")).isEqualTo(new RegisteredSchema("b", 2, other, OPTIONAL));
    assertThat(registry.versions("b"))
        .containsExactly(
            new RegisteredSchema("b", 1, a, FIRST), new RegisteredSchema("b", 2, other, OPTIONAL));
    assertThat(registry.versions("c")).isEmpty();
    assertThat(registry.subjects()).containsExactly("a", "b");
  }

  @Test
  void shouldNotKnowUnregisteredSchema() {
    // Given
    registry.register("a", FIRST, false);

    // When Then
    assertThatThrownBy(() -> registry.schemaById(99)).isInstanceOf(RegistryNotFoundException.class);
    assertThatThrownBy(() -> registry.latest("b")).isInstanceOf(RegistryNotFoundException.class);
    assertThatThrownBy(() -> registry.lookUp("a", OPTIONAL, false))
        .isInstanceOf(RegistryNotFoundException.class);
  }

  @Test
  void shouldEnforceCompatibilityLevel() {
    // Given
    registry.register("a", FIRST, false);

    // When Then
    assertThatThrownBy(() -> registry.register("a", REQUIRED, false))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("BACKWARD");
    registry.setCompatibility("a", CompatibilityLevel.FORWARD);
    assertThat(registry.register("a", REQUIRED, false)).isPositive();
    registry.setCompatibility("a", CompatibilityLevel.FULL_TRANSITIVE);
    assertThatThrownBy(() -> registry.register("a", OPTIONAL, false))
        .isInstanceOf(SchemaRefusedException.class);
    registry.setCompatibility("a", CompatibilityLevel.NONE);
    assertThat(registry.register("a", OPTIONAL, false)).isPositive();
  }

  @Test
  void shouldStartEmptyAfterDrop() {
    // Given
    String scope = UUID.randomUUID().toString();
    InMemorySchemaRegistry.scope(scope).register("a", FIRST, false);

    // When
    InMemorySchemaRegistry.drop(scope);

    // Then
    assertThat(InMemorySchemaRegistry.scope(scope).subjects()).isEmpty();
  }
}
