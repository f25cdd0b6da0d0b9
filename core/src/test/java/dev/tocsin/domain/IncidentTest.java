package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentTest {

  @Test
  void shouldCopyItsList() {
    // Given
    List<String> fields = new ArrayList<>(List.of("phone"));
    Incident incident = new Incident("i", "t", null, 0, null, null, fields);
    // When
    fields.add("carrier");
    // Then
    assertThat(incident.exposedFields()).containsExactly("phone");
  }
}
