package dev.tocsin.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void shouldReadBackItsOwnCommandLine() {
    // Given
    Arguments arguments = new Arguments(Map.of("b", "x=y", "a", "7"));

    // When
    List<String> line = arguments.commandLine();

    // Then
    assertThat(line).containsExactly("a=7", "b=x=y");
    assertThat(Arguments.parse(line.toArray(String[]::new))).isEqualTo(arguments);
    assertThat(arguments.number("a")).isEqualTo(7);
  }

  @Test
  void shouldNameAMissingArgument() {
    assertThatThrownBy(() -> Arguments.parse("nonsense")).hasMessageContaining("nonsense");
    assertThatThrownBy(() -> Arguments.parse("a=1").text("b")).hasMessageContaining("b=");
  }
}
